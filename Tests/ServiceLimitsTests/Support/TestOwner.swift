import Synchronization

@testable import ServiceLimits

/// A client that can be closed, for machines that are tested as values.
final class TestOwner: WaitOwner {
    private let closed = Atomic(false)

    var isClosed: Bool { closed.load(ordering: .relaxed) }

    func close() { closed.store(true, ordering: .relaxed) }
}
