import ServiceCore

/// How an answer that comes from no network waits: on the clock of the call, and never beyond its deadline.
struct Pause: Sendable {
    let clock: ServiceClock
    let deadline: Deadline?

    /// - Parameter clock: The clock where there is no deadline, which brings its own.
    init(deadline: Deadline?, clock: ServiceClock) {
        self.deadline = deadline
        self.clock = deadline?.clock ?? clock
    }

    /// Waits, and goes on.
    func wait(_ duration: Duration) async throws {
        let end = clock.now.advanced(by: duration)
        if let deadline, deadline.instant < end { try await stall() }
        try await clock.sleep(until: end)
    }

    /// Waits until the deadline, or for ever where there is none; cancellation ends it.
    func stall() async throws {
        guard let deadline else { return try await Monitor(()).wait { _ -> Void? in nil } }
        try await deadline.sleep()
        throw TransportError(.deadlineExceeded, "the deadline passed while the mock waited, as it was told")
    }

    /// Runs foreign code, and cancels it when the deadline passes: a server that thinks for too long is not waited for either.
    ///
    /// - Throws: What the code throws; `TransportError.Code.deadlineExceeded`.
    func limit<Value: Sendable>(_ operation: @escaping @Sendable () async throws -> Value) async throws -> Value {
        guard let deadline else { return try await operation() }
        return try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await operation() }
            group.addTask {
                try await deadline.sleep()
                throw TransportError(.deadlineExceeded, "the deadline passed before the mock had an answer")
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }
}
