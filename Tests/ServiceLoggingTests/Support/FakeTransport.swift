import ServiceCore
import Synchronization

/// A transport without a network: it keeps what it is to send, and a closure answers.
final class FakeTransport: Transport {
    typealias Answer = @Sendable (ServiceRequest) async throws -> TransportResponse

    private let sent = Mutex<[ServiceRequest]>([])
    private let answer: Answer

    init(_ answer: @escaping Answer = { _ in .json("{}") }) {
        self.answer = answer
    }

    func send(_ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler) async throws {
        sent.withLock { $0.append(request) }
        try await handler(try await answer(request))
    }

    /// What was sent, in order.
    var requests: [ServiceRequest] { sent.withLock { $0 } }
}

extension TransportResponse {
    /// An answer in JSON.
    static func json(_ text: String, status: ResponseStatus = 200, headers: HeaderFields = [:]) -> TransportResponse {
        TransportResponse(head: ResponseHead(status: status, headers: headers), body: .bytes(Array(text.utf8)))
    }
}
