import Synchronization

/// Whether a client is open, and who waits while it is.
final class ClientLifecycle: Sendable {
    private struct State {
        var isClosed = false
        var nextWaiter = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    // Beside the state, so that a call that does not wait reads one word and takes no lock.
    private let closed = Atomic(false)
    private let state = Mutex(State())

    var isClosed: Bool { closed.load(ordering: .acquiring) }

    /// Closes, and wakes who waits.
    ///
    /// - Returns: Whether it was open.
    func close() -> Bool {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>]? in
            guard !state.isClosed else { return nil }
            state.isClosed = true
            defer { state.waiters.removeAll() }
            return Array(state.waiters.values)
        }
        guard let waiters else { return false }
        closed.store(true, ordering: .releasing)
        for waiter in waiters { waiter.resume() }
        return true
    }

    /// Waits until a moment; fails as soon as the client is closed.
    func sleep(until instant: ServiceClock.Instant, on clock: ServiceClock) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await clock.sleep(until: instant)
                return true
            }
            group.addTask {
                await self.waitUntilClosed()
                return false
            }
            let slept = try await group.next() ?? true
            group.cancelAll()
            if !slept {
                try Task.checkCancellation()
                throw ServiceError.closed
            }
        }
    }

    /// Returns when the client is closed or the task is cancelled.
    private func waitUntilClosed() async {
        let waiter = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    // A cancelled task asks here once more: its handler may have run before there was anything to resume.
                    guard !state.isClosed, !Task.isCancelled else { return true }
                    state.waiters[waiter] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: waiter) }?.resume()
        }
    }
}

extension ServiceError {
    static var closed: ServiceError {
        ServiceError(.clientClosed, "the client has been closed: make a new one, or close it later")
    }
}
