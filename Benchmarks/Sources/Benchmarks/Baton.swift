import ServiceCore
import Synchronization

/// The least that a queue for one permit can be: continuations in an array, each with a flag that a cancellation takes.
///
/// What the runtime takes to suspend, to resume and to cancel is in it; what a ``Pool`` takes beyond it is the pool's own.
final class Baton: AttemptIntercepting {
    private struct State {
        var isHeld = false
        var waiters: [Waiter] = []
        var first = 0
    }

    private final class Waiter: Sendable {
        let continuation = Mutex<CheckedContinuation<Bool, Never>?>(nil)

        init(_ continuation: CheckedContinuation<Bool, Never>) {
            self.continuation.withLock { $0 = continuation }
        }

        func resume(_ isGranted: Bool) -> Bool {
            guard let continuation = continuation.withLock({ $0.take() }) else { return false }
            continuation.resume(returning: isGranted)
            return true
        }
    }

    private let state = Mutex(State())

    /// How many have come to wait.
    var arrived: Int { state.withLock { $0.waiters.count } }

    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        try await acquire()
        defer { release() }
        return try await next(request, session: &session)
    }

    private func acquire() async throws {
        let isFree = state.withLock { state in
            defer { state.isHeld = true }
            return !state.isHeld
        }
        if isFree { return }
        let box = Mutex<Waiter?>(nil)
        let isGranted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiter = Waiter(continuation)
                box.withLock { $0 = waiter }
                let isFree = state.withLock { state in
                    guard state.isHeld else {
                        state.isHeld = true
                        return true
                    }
                    state.waiters.append(waiter)
                    return false
                }
                if isFree { _ = waiter.resume(true) }
            }
        } onCancel: {
            _ = box.withLock { $0 }?.resume(false)
        }
        if !isGranted { throw CancellationError() }
    }

    private func release() {
        while true {
            let next = state.withLock { state -> Waiter? in
                guard state.first < state.waiters.count else {
                    (state.waiters, state.first, state.isHeld) = ([], 0, false)
                    return nil
                }
                defer { state.first += 1 }
                return state.waiters[state.first]
            }
            guard let next, !next.resume(true) else { return }
        }
    }
}
