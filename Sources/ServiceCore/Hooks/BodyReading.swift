/// A plugin that sees or changes a response whose body has been read and not yet parsed.
///
/// In a streamed call it runs after the caller's closure, with an empty body.
public protocol BodyReading: ServicePlugin {
    /// Sees the body; ``ServiceResponse/bytes`` has it.
    func didRead(_ response: inout ServiceResponse, session: inout ServiceSession) async throws
}
