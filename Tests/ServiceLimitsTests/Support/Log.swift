import Synchronization

/// What a test notes down, in order.
final class Log<Entry: Sendable>: Sendable {
    private let state = Mutex<[Entry]>([])

    var entries: [Entry] { state.withLock { $0 } }

    func append(_ entry: Entry) {
        state.withLock { $0.append(entry) }
    }

    func removeAll() {
        state.withLock { $0 = [] }
    }
}
