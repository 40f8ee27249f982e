/// A plugin that wraps a call: all of its attempts, back-off and reading of the body included.
///
/// Use it for what decides about attempts: retry, hedging, circuit breaker, cache, a span of the whole call. Hooks are nested in
/// the order of the plugins, the first outermost.
///
/// ## A retry in a few lines
/// ```swift
/// struct RetryOnce: CallIntercepting {
///     func interceptCall(
///         _ request: ServiceRequest, session: inout ServiceSession, next: CallNext
///     ) async throws -> ServiceResponse {
///         do {
///             return try await next(request, session: &session)
///         } catch let error as ServiceError where session.mayAttemptAgain {
///             try await session.sleep(for: .milliseconds(100), cause: error)
///             return try await next(request, session: &session)
///         }
///     }
/// }
/// ```
/// In a streamed call, `next` returns when the caller's closure has ended. Once that has started, no attempt
/// can follow: `next` sends nothing, and throws what ended the closure, or ``ServiceError/Code/superseded``.
public protocol CallIntercepting: ServicePlugin {
    /// Runs the rest of the call: never, once or several times, one after the other or at once.
    ///
    /// - Parameters:
    ///   - request: The request with its encoded body.
    ///   - session: The session. For attempts at once, give each a copy and assign that of the winner.
    ///   - next: Runs what is inside. It throws ``ServiceError`` or `CancellationError`; let the latter through.
    /// - Returns: The response that the call goes on with.
    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse
}
