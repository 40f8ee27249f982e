/// The rest of a call, inside of an around hook of the call; see ``CallIntercepting``.
public struct CallNext: Sendable {
    let index: Int

    /// Runs the inner hooks and an attempt.
    ///
    /// - Throws: ``ServiceError`` or `CancellationError`.
    public func callAsFunction(
        _ request: ServiceRequest,
        session: inout ServiceSession
    ) async throws -> ServiceResponse {
        let hooks = session.runtime.hooks.callIntercepting
        guard index < hooks.count else { return try await session.runAttempt(request) }
        do {
            let next = CallNext(index: index + 1)
            var response = try await hooks[index].interceptCall(request, session: &session, next: next)
            try await session.readBodyIfNobodyHas(of: &response)
            return response
        } catch {
            throw session.failure(error, at: .interceptCall, by: hooks[index], request: request)
        }
    }
}
