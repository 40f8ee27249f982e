/// A plugin that prepares the request: header fields, query, method.
///
/// It runs once for a call, before the payload is encoded. What depends on the encoded body or on the attempt, for
/// example a signature, belongs into ``SendPreparing``.
public protocol RequestPreparing: ServicePlugin {
    /// Changes the request.
    func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) async throws
}
