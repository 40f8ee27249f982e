import ServiceCore
import Synchronization

extension ServerAdviceReader {
    /// Runs an attempt, and restricts its limit by what the response says as soon as the head is there: a body may take long, and a closure
    /// that reads it longer.
    func follow(
        with limiter: Limiter<RateMachine>,
        _ request: ServiceRequest,
        _ session: inout ServiceSession,
        _ next: AttemptNext
    ) async throws -> ServiceResponse {
        let follower = AdviceFollower(reader: self, limiter: limiter, clock: session.clock)
        let transport = session.transport
        session.transport = HeadShowingTransport(base: transport, follower: follower)
        defer { session.transport = transport }
        do {
            // What answers in the place of the transport, a mock or a cache, is heard too.
            let response = try await next(request, session: &session)
            follower.see(response.head)
            return response
        } catch {
            if let head = (error as? ServiceError)?.response?.head { follower.see(head) }
            throw error
        }
    }
}

/// Follows the advice of one attempt, once.
private final class AdviceFollower: Sendable {
    private let reader: ServerAdviceReader
    private let limiter: Limiter<RateMachine>
    private let clock: ServiceClock
    private let hasSeen = Atomic(false)

    init(reader: ServerAdviceReader, limiter: Limiter<RateMachine>, clock: ServiceClock) {
        self.reader = reader
        self.limiter = limiter
        self.clock = clock
    }

    func see(_ head: ResponseHead) {
        if hasSeen.exchange(true, ordering: .relaxed) { return }
        let restrictions = reader.advice(in: head).restrictions
        if restrictions.isEmpty { return }
        let now = clock.now
        for restriction in restrictions {
            limiter.perform { machine in
                machine.restrict(
                    to: restriction.remaining,
                    until: now.advanced(by: restriction.duration).offset,
                    now: now.offset
                )
            }
        }
    }
}

/// A transport that shows the head of the response before it is read.
private struct HeadShowingTransport: Transport {
    let base: any Transport
    let follower: AdviceFollower

    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: TransportResponse.Handler
    ) async throws {
        try await base.send(request, deadline: deadline) { response in
            follower.see(response.head)
            try await handler(response)
        }
    }
}
