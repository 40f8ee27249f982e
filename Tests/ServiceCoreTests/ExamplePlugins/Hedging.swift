import ServiceCore

/// Sends a second attempt where the first has not answered in time; the first answer wins.
struct Hedging: CallIntercepting {
    var delay: Duration

    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        let original = session
        let winner = try await withThrowingTaskGroup(of: (ServiceResponse, ServiceSession).self) { group in
            defer { group.cancelAll() }
            for wait in [.zero, delay] {
                group.addTask {
                    var copy = original
                    if wait > .zero { try await copy.sleep(for: wait) }
                    let response = try await next(request, session: &copy)
                    return (response, copy)
                }
            }
            do {
                if let first = try await group.next() { return first }
            } catch {
                // One attempt is left, or the caller is gone: the other one decides.
            }
            guard let second = try await group.next() else { throw CancellationError() }
            return second
        }
        session = winner.1
        return winner.0
    }
}
