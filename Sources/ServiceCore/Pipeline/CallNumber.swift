import Synchronization

/// Tells one call of the process from another, whichever client it is of: what an error remembers of the call that it belongs to.
struct CallNumber: Hashable, Sendable {
    private let value: UInt64

    /// A number that no other call has.
    static func next() -> CallNumber { CallNumber(value: last.add(1, ordering: .relaxed).newValue) }

    private static let last = Atomic<UInt64>(0)
}
