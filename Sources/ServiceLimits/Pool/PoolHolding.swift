import ServiceCore
import Synchronization

/// How long an attempt keeps its permit of a ``Pool``.
public enum PoolHolding: Hashable, Sendable {
    /// Until the attempt is over: its body has been read, or the closure of a streamed call has ended. The pool limits
    /// connections in use.
    case end
    /// Until the head of the response is there, or the attempt has failed before. The pool limits requests that wait for their
    /// answer; long downloads do not count.
    case head
}

/// A transport that gives the permits of an attempt back when the head has arrived, or at the latest when it is told to: once.
final class HeadReleasingTransport: Transport {
    private let base: any Transport
    private let limiter: Limiter<PoolMachine>
    private let permits: Int
    private let isHeld = Atomic(true)

    init(base: any Transport, limiter: Limiter<PoolMachine>, permits: Int) {
        self.base = base
        self.limiter = limiter
        self.permits = permits
    }

    func release() {
        if isHeld.exchange(false, ordering: .acquiringAndReleasing) { limiter.giveBack(permits) }
    }

    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: TransportResponse.Handler
    ) async throws {
        try await base.send(request, deadline: deadline) { response in
            release()
            try await handler(response)
        }
    }
}
