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
    func wait() async throws {
        for await _ in events {}
        try Task.checkCancellation()
    }
}
