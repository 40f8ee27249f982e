import ServiceCore

/// Tries a call again where an attempt failed, after a wait that doubles.
struct Retry: CallIntercepting {
    var attempts = 3
    var wait = Duration.seconds(1)

    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        var (wait, failure) = (wait, ServiceError?.none)
        for _ in 1..<attempts {
            do {
                let response = try await next(request, session: &session)
                if response.status.kind != .serverError || !session.mayAttemptAgain { return response }
            } catch let error as ServiceError {
                guard error.code == .transportFailed, session.mayAttemptAgain else { throw error }
                failure = error
            }
            try await session.sleep(for: wait, cause: failure)
            wait *= 2
        }
        return try await next(request, session: &session)
    }
}
