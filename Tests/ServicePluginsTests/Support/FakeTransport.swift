import ServiceCore
import Synchronization

/// A transport without a network: it records what it is to send, and a closure answers.
final class FakeTransport: Transport {
    struct Exchange: Sendable {
        let request: ServiceRequest
        let deadline: Deadline?
    }

    typealias Answer = @Sendable (ServiceRequest, Deadline?) async throws -> TransportResponse

    private let recorded = Mutex<[Exchange]>([])
    private let answer: Answer

    init(_ answer: @escaping Answer = { _, _ in TransportResponse(head: ResponseHead(status: 200)) }) {
        self.answer = answer
    }

    func send(_ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler) async throws {
        recorded.withLock { $0.append(Exchange(request: request, deadline: deadline)) }
        try await handler(try await answer(request, deadline))
    }

    var exchanges: [Exchange] { recorded.withLock { $0 } }

    /// The targets of the requests, in order: `/users?page=2`.
    var targets: [String] { exchanges.map(\.request.url.requestTarget) }

    /// The deadlines of the requests, in order, as distances from the origin of the clock.
    var deadlines: [Duration?] { exchanges.map { $0.deadline?.instant.offset } }
}
