/// A plugin that sees a response whose body has been parsed.
///
/// It does not run in a streamed call, whose body is not parsed.
public protocol ResponseParsing: ServicePlugin {
    /// Sees the parsed response; ``ServiceResponse/parsed`` has the value.
    func didParse(_ response: inout ServiceResponse, session: inout ServiceSession) async throws
}
