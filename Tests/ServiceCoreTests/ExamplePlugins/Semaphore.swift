import ServiceCore
import Synchronization

/// Lets this many attempts run at once; more wait in line.
final class Semaphore: AttemptIntercepting {
    private typealias Turn = CheckedContinuation<Void, any Error>
    private let state: Mutex<(free: Int, line: [Int: Turn])>
    private let tickets = Atomic(0)

    init(_ permits: Int) { state = Mutex((permits, [:])) }
    var free: Int { state.withLock { $0.free } }

    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        let ticket = tickets.add(1, ordering: .relaxed).newValue
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { turn in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    state.free -= 1
                    if state.free >= 0 { return .success(()) }
                    state.line[ticket] = turn
                    return nil
                }
                if let outcome { turn.resume(with: outcome) }
            }
        } onCancel: {
            leave(ticket)?.resume(throwing: CancellationError())
        }
        defer { leave(nil)?.resume() }
        return try await next(request, session: &session)
    }

    /// Gives a permit back, or a place in the line; the longest wait gets the permit.
    private func leave(_ ticket: Int?) -> Turn? {
        state.withLock { state in
            if let ticket, state.line[ticket] == nil { return nil }
            state.free += 1
            return (ticket ?? state.line.keys.min()).flatMap { state.line.removeValue(forKey: $0) }
        }
    }
}
