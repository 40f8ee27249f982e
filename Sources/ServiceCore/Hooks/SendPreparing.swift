/// A plugin that sees or changes the request of an attempt, with its encoded body, right before it is sent.
///
/// Use it for a signature or a date. A change holds for this attempt alone.
public protocol SendPreparing: ServicePlugin {
    /// Changes the request of this attempt.
    func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) async throws
}
