/// A plugin that wraps one attempt; it runs again for every attempt of a call.
///
/// Use it for what an attempt holds while it runs: a permit of a pool, a time limit, a span. Hooks are nested in the
/// order of the plugins, the first outermost, and all of them inside the call hooks.
///
/// ```swift
/// func interceptAttempt(
///     _ request: ServiceRequest, session: inout ServiceSession, next: AttemptNext
/// ) async throws -> ServiceResponse {
///     try await permits.acquire()
///     defer { permits.release() }
///     return try await next(request, session: &session)
/// }
/// ```
/// The body is read inside: when `next` returns, the connection is free. In a streamed call the caller's closure runs inside.
public protocol AttemptIntercepting: ServicePlugin {
    /// Runs the attempt, once or not at all.
    ///
    /// - Parameters:
    ///   - request: The request with its encoded body.
    ///   - session: The session; ``ServiceSession/attempt`` tells which attempt this is.
    ///   - next: Runs what is inside. It throws ``ServiceError`` or `CancellationError`; let the latter through.
    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse
}
