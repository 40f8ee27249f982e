import Synchronization

/// Whether a client is open, and who waits while it is.
final class ClientLifecycle: Sendable {
    private struct State {
        var isClosed = false
        var nextWaiter = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var hooks: [WeakHook] = []
    }

    private struct WeakHook {
        weak var hook: ClosingHook?
    }

    // Beside the state, so that a call that does not wait reads one word and takes no lock.
    private let closed = Atomic(false)
    private let state = Mutex(State())

    var isClosed: Bool { closed.load(ordering: .acquiring) }

    /// Adds plugins to tell of the end, as long as a client has them.
    func register(_ hooks: some Sequence<ClosingHook>) {
        state.withLock { state in
            state.hooks.removeAll { $0.hook == nil }
            state.hooks += hooks.map(WeakHook.init(hook:))
        }
    }

    /// Closes, and wakes who waits.
    ///
    /// - Returns: Whom to tell, or `nil` if it was closed already.
    func close() -> [ClosingHook]? {
        let ended = state.withLock { state -> (waiters: [CheckedContinuation<Void, Never>], hooks: [ClosingHook])? in
            guard !state.isClosed else { return nil }
            state.isClosed = true
            defer { state.waiters.removeAll() }
            return (Array(state.waiters.values), state.hooks.compactMap(\.hook))
        }
        guard let ended else { return nil }
        closed.store(true, ordering: .releasing)
        for waiter in ended.waiters { waiter.resume() }
        return ended.hooks
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

/// A plugin to tell of the end, by reference: the clients that share it are one to tell.
final class ClosingHook: Sendable {
    let plugin: any ClientClosing

    init(_ plugin: any ClientClosing) {
        self.plugin = plugin
    }
}

extension ServiceError {
    static var closed: ServiceError {
        ServiceError(.clientClosed, "the client has been closed: make a new one, or close it later")
    }
}
