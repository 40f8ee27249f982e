/// The rest of an attempt, inside of an around hook of the attempt; see ``AttemptIntercepting``.
public struct AttemptNext: Sendable {
    let index: Int

    /// Runs the inner hooks, sends the request and reads the response.
    ///
    /// - Throws: ``ServiceError`` or `CancellationError`.
    public func callAsFunction(
        _ request: ServiceRequest,
        session: inout ServiceSession
    ) async throws -> ServiceResponse {
        let hooks = session.runtime.hooks.attemptIntercepting
        guard index < hooks.count else { return try await session.exchange(request) }
        do {
            let next = AttemptNext(index: index + 1)
            var response = try await hooks[index].interceptAttempt(request, session: &session, next: next)
            try await session.readBodyIfNobodyHas(of: &response)
            return response
        } catch {
            throw session.failure(error, at: .interceptAttempt, by: hooks[index], request: request)
        }
    }
}
