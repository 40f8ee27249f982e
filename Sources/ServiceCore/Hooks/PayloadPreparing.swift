/// A plugin that sees or changes the payload before it is encoded.
public protocol PayloadPreparing: ServicePlugin {
    /// Changes the payload; each plugin gets what the one before left.
    func preparePayload(_ payload: inout Payload, session: inout ServiceSession) async throws
}
