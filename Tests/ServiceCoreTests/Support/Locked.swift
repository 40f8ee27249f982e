import Synchronization

/// A value under a lock, behind a reference.
final class Locked<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>

    init(_ value: Value) {
        mutex = Mutex(value)
    }

    var value: Value { mutex.withLock { $0 } }

    func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        mutex.withLock { body(&$0) }
    }
}

/// Lines in the order in which they were written.
typealias Journal = Locked<[String]>

extension Locked where Value == [String] {
    convenience init() {
        self.init([])
    }

    func write(_ line: String) {
        withLock { $0.append(line) }
    }
}
