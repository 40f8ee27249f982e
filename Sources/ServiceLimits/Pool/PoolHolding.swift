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

/// A permit that is given back once, by whoever is first.
final class OncePermit: Sendable {
    private let isTaken = Atomic(true)
    private let giveBack: @Sendable () -> Void

    init(giveBack: @escaping @Sendable () -> Void) {
        self.giveBack = giveBack
    }

    func release() {
        if isTaken.exchange(false, ordering: .acquiringAndReleasing) { giveBack() }
    }
}

/// A transport that gives a permit back when the head has arrived.
struct HeadReleasingTransport: Transport {
    let base: any Transport
    let permit: OncePermit

    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: TransportResponse.Handler
    ) async throws {
        try await base.send(request, deadline: deadline) { response in
            permit.release()
            try await handler(response)
        }
    }
}
