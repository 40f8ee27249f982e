import Synchronization

/// Counts from 1.
final class Counter: Sendable {
    private let last = Atomic(0)

    var count: Int { last.load(ordering: .sequentiallyConsistent) }

    @discardableResult
    func next() -> Int { last.add(1, ordering: .sequentiallyConsistent).newValue }
}
