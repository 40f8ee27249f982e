/// A plugin that sees or changes the response of a call right before its body is parsed: all attempts are over.
///
/// It does not run in a streamed call, whose body is not parsed.
public protocol ParsePreparing: ServicePlugin {
    /// Sees the response that will be parsed.
    func willParse(_ response: inout ServiceResponse, session: inout ServiceSession) async throws
}
