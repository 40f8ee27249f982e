/// A plugin that prepares the session: the first thing that happens in a call.
///
/// Use it to publish an attribute, or to bring the deadline nearer.
public protocol SessionPreparing: ServicePlugin {
    /// Prepares the session.
    func prepareSession(_ session: inout ServiceSession) async throws
}
