import ServiceCore
import Synchronization

/// A transport without a network: it records what it is to send, and a closure answers.
final class FakeTransport: Transport {
    typealias Answer = @Sendable (ServiceRequest, Int) -> TransportResponse

    private let recorded = Mutex<[ServiceRequest]>([])
    private let answer: Answer

    init(_ answer: @escaping Answer = { _, _ in .json("{}") }) {
        self.answer = answer
    }

    func send(_ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler) async throws {
        let number = recorded.withLock { requests in
            requests.append(request)
            return requests.count
        }
        try await handler(answer(request, number))
    }

    var requests: [ServiceRequest] { recorded.withLock { $0 } }

    /// Method, target and body of every request: `POST /v1/users {"a":1}`.
    var lines: [String] {
        requests.map { request in
            var line = "\(request.method) \(request.url.requestTarget)"
            if case .bytes(let bytes) = request.body { line += " " + String(decoding: bytes, as: UTF8.self) }
            return line
        }
    }
}

extension TransportResponse {
    static func json(_ text: String, status: ResponseStatus = 200, headers: HeaderFields = [:]) -> TransportResponse {
        TransportResponse(head: ResponseHead(status: status, headers: headers), body: .bytes(Array(text.utf8)))
    }
}
