import ServiceCore
import Synchronization

extension ServerAdviceReader {
    /// Runs an attempt, and restricts its limit by what the response says as soon as the head is there: a body may take long, and a closure
    /// that reads it longer.
    @inline(never)
    func follow(
        with limiter: Limiter<RateMachine>,
        _ request: ServiceRequest,
        _ session: inout ServiceSession,
        _ next: AttemptNext
    ) async throws -> ServiceResponse {
        let base = session.transport
        let transport = AdviceFollowingTransport(base: base, reader: self, limiter: limiter, clock: session.clock)
        session.transport = transport
        defer { session.transport = base }
        do {
            // What answers in the place of the transport, a mock or a cache, is heard too.
            let response = try await next(request, session: &session)
            transport.see(response.head)
            return response
        } catch {
            transport.see(error)
            throw error
        }
    }
}

/// A transport that follows the advice of the first response that is seen, as soon as its head is there.
private final class AdviceFollowingTransport: Transport {
    private let base: any Transport
    private let reader: ServerAdviceReader
    private let limiter: Limiter<RateMachine>
    private let clock: ServiceClock
    private let hasSeen = Atomic(false)

    init(base: any Transport, reader: ServerAdviceReader, limiter: Limiter<RateMachine>, clock: ServiceClock) {
        self.base = base
        self.reader = reader
        self.limiter = limiter
        self.clock = clock
    }

    @inline(never)
    func see(_ error: any Error) {
        if let head = (error as? ServiceError)?.response?.head { see(head) }
    }

    @inline(never)
    func see(_ head: ResponseHead) {
        if hasSeen.exchange(true, ordering: .relaxed) { return }
        let restrictions = reader.advice(in: head).restrictions
        if restrictions.isEmpty { return }
        let now = clock.now
        let all = restrictions.map {
            Restrictions.Restriction(
                remaining: max(0, $0.remaining),
                until: now.advanced(by: $0.duration).offset.wholeNanoseconds
            )
        }
        limiter.perform { $0.restrict(all, now: now.offset) }
    }

    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: TransportResponse.Handler
    ) async throws {
        try await base.send(request, deadline: deadline) { response in
            see(response.head)
            try await handler(response)
        }
    }
}
