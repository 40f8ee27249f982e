/// A plugin that makes the path of a request.
public protocol PathPreparing: ServicePlugin {
    /// Changes the path; each plugin gets what the one before left.
    ///
    /// - Parameters:
    ///   - path: At first the endpoint's template. What the last plugin leaves is the percent-encoded path, which may end in a
    ///     query; a `{` that is still there fails the call.
    ///   - session: The session of the call.
    func preparePath(_ path: inout String, session: inout ServiceSession) async throws
}
