import Dispatch
import Synchronization

/// Waits until a descriptor can be read from or written to: a dispatch source that runs only while a task waits.
///
/// At most one task waits at a time. The descriptor may be closed when ``close()`` has returned, and not before.
final class Readiness: Sendable {
    enum Direction: Sendable {
        case reading, writing
    }

    /// The source exists from the first wait on, and is suspended whenever there is no waiter.
    private struct State {
        var source: (any DispatchSourceProtocol)?
        var waiter: CheckedContinuation<Bool, Never>?
        var isInterrupted = false
        var closing: CheckedContinuation<Void, Never>?

        mutating func takeWaiter() -> CheckedContinuation<Bool, Never>? {
            guard let waiter = waiter.take() else { return nil }
            source?.suspend()
            return waiter
        }
    }

    private let descriptor: CInt
    private let direction: Direction
    private let queue: DispatchQueue
    private let state = Mutex(State())

    init(_ descriptor: CInt, _ direction: Direction, on queue: DispatchQueue) {
        self.descriptor = descriptor
        self.direction = direction
        self.queue = queue
    }

    /// Whether waiting has been ended for good.
    var isInterrupted: Bool { state.withLock(\.isInterrupted) }

    /// Waits until the descriptor is ready; `false` where ``interrupt()`` ended the wait, or was called before.
    func wait() async -> Bool {
        await withCheckedContinuation { continuation in
            let isRefused = state.withLock { state in
                if state.isInterrupted { return true }
                state.waiter = continuation
                if let source = state.source {
                    source.resume()
                } else {
                    let source = makeSource()
                    state.source = source
                    source.activate()
                }
                return false
            }
            if isRefused { continuation.resume(returning: false) }
        }
    }

    /// Ends the present wait and every later one.
    func interrupt() {
        let waiter = state.withLock { state in
            state.isInterrupted = true
            return state.takeWaiter()
        }
        waiter?.resume(returning: false)
    }

    /// Gives the source up, and returns when the system does not look at the descriptor any more.
    func close() async {
        interrupt()
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                guard let source = state.source else { return true }
                state.closing = continuation
                source.cancel()
                // A suspended source would never run its cancel handler.
                source.resume()
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    private func makeSource() -> any DispatchSourceProtocol {
        let source: any DispatchSourceProtocol =
            switch direction {
            case .reading: DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
            case .writing: DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
            }
        source.setEventHandler { self.becameReady() }
        source.setCancelHandler { self.becameFree() }
        return source
    }

    private func becameReady() {
        state.withLock { $0.takeWaiter() }?.resume(returning: true)
    }

    private func becameFree() {
        let closing = state.withLock { state in
            state.source = nil
            return state.closing.take()
        }
        closing?.resume()
    }
}
