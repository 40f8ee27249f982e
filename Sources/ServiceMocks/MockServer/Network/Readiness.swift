import Synchronization

/// Waits until a descriptor can be read from or written to, and can be told to wait no more.
///
/// At most one task waits at a time.
final class Readiness: Sendable {
    private let descriptor: CInt
    private let direction: Poller.Direction
    private let poller: Poller
    private let interruption = Atomic(false)

    init(_ descriptor: CInt, _ direction: Poller.Direction, _ poller: Poller) {
        self.descriptor = descriptor
        self.direction = direction
        self.poller = poller
    }

    /// Whether waiting has been ended for good.
    var isInterrupted: Bool { interruption.load(ordering: .sequentiallyConsistent) }

    /// Waits until the descriptor is ready; `false` where ``interrupt()`` ended the wait, or was called before.
    func wait() async -> Bool {
        await poller.wait(descriptor, direction) { isInterrupted }
    }

    /// Ends the present wait and every later one. The descriptor may be closed afterwards.
    func interrupt() {
        interruption.store(true, ordering: .sequentiallyConsistent)
        poller.cancel(descriptor, direction)
    }
}
