import Synchronization

/// State under a lock that tasks can wait for.
///
/// Every change is followed by a look at the waiting tasks, in the order in which they came: whoever can go on takes
/// what it waited for in the same critical section, so nobody overtakes and nothing is lost between a wake-up and
/// the look that follows it. Continuations are resumed after unlocking.
final class Monitor<State: Sendable>: Sendable {
    private struct Waiter: Sendable {
        let identifier: Int
        /// Looks at the state, and gives what resumes the task if that can go on.
        let attempt: @Sendable (inout State) -> (@Sendable () -> Void)?
        let cancel: @Sendable () -> Void
    }

    private struct Contents: Sendable {
        var state: State
        var waiters: [Waiter] = []
        var identifiers = 0

        /// Lets every waiter go on that can. One that takes something may make room for an earlier one.
        mutating func satisfyWaiters() -> [@Sendable () -> Void] {
            var resumptions: [@Sendable () -> Void] = []
            var position = 0
            while position < waiters.count {
                if let resumption = waiters[position].attempt(&state) {
                    resumptions.append(resumption)
                    waiters.remove(at: position)
                    position = 0
                } else {
                    position += 1
                }
            }
            return resumptions
        }
    }

    private let contents: Mutex<Contents>

    init(_ state: State) {
        contents = Mutex(Contents(state: state))
    }

    /// Reads or changes the state. `body` runs under the lock and calls nothing foreign.
    func withLock<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        let (result, resumptions) = contents.withLock { contents in
            let result = body(&contents.state)
            return (result, contents.satisfyWaiters())
        }
        for resume in resumptions { resume() }
        return result
    }

    /// Waits until `attempt` gives a value. It runs under the lock, at once and after every change.
    ///
    /// - Throws: `CancellationError` when the task is cancelled and `attempt` gives nothing.
    func wait<Result: Sendable>(
        until attempt: @escaping @Sendable (inout State) -> Result?
    ) async throws -> Result {
        if let result = withLock(attempt) { return result }
        let identifier = contents.withLock { contents in
            contents.identifiers += 1
            return contents.identifiers
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                park(identifier, continuation, attempt)
            }
        } onCancel: {
            cancel(identifier)
        }
    }

    private func park<Result: Sendable>(
        _ identifier: Int,
        _ continuation: CheckedContinuation<Result, any Error>,
        _ attempt: @escaping @Sendable (inout State) -> Result?
    ) {
        let waiter = Waiter(
            identifier: identifier,
            attempt: { state in
                guard let result = attempt(&state) else { return nil }
                return { continuation.resume(returning: result) }
            },
            cancel: { continuation.resume(throwing: CancellationError()) }
        )
        let resumptions = contents.withLock { contents in
            // Whoever cancels sets the flag first and looks for the waiter afterwards: one of the two sees the other.
            if Task.isCancelled { return [waiter.cancel] }
            contents.waiters.append(waiter)
            return contents.satisfyWaiters()
        }
        for resume in resumptions { resume() }
    }

    private func cancel(_ identifier: Int) {
        let waiter = contents.withLock { contents in
            contents.waiters.firstIndex { $0.identifier == identifier }.map { contents.waiters.remove(at: $0) }
        }
        waiter?.cancel()
    }
}
