/// A plugin that prepares the response: the first hook that sees it.
///
/// Use it to publish on the response what other plugins read in ``ResponseReceiving``.
public protocol ResponsePreparing: ServicePlugin {
    /// Prepares the response, of which status and header fields are there and the body has not been read.
    func prepareResponse(_ response: inout ServiceResponse, session: inout ServiceSession) async throws
}
