/// Something that happens once, and that one task can wait for.
struct Gate: Sendable {
    private let events: AsyncStream<Never>
    private let source: AsyncStream<Never>.Continuation

    init() {
        (events, source) = AsyncStream.makeStream()
    }

    func open() {
        source.finish()
    }

    /// Waits until the gate is open.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    func wait() async throws {
        for await _ in events {}
        try Task.checkCancellation()
    }
}

/// Lets other tasks run until something holds; the time limit of the suite ends a wait in vain.
func until(_ condition: () -> Bool) async throws {
    while !condition() {
        try Task.checkCancellation()
        await Task.yield()
    }
}

/// Cancels the task that runs, from inside.
func cancelCurrentTask() {
    unsafe withUnsafeCurrentTask { task in
        unsafe task?.cancel()
    }
}
