/// Lives as long as a task that belongs to a call: the call's own, and what its hooks start with `Task { }`, which inherit it.
final class CallToken: Sendable {
    @TaskLocal static var current: CallToken?

    private let living: Monitor<Int>

    /// - Parameter living: Counts the tokens that live.
    init(_ living: Monitor<Int>) {
        self.living = living
        living.withLock { $0 += 1 }
    }

    deinit {
        living.withLock { $0 -= 1 }
    }
}
