import ServiceCore

/// Answers every request with its own URL.
struct Echo: Transport {
    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: (TransportResponse) async throws -> Void
    ) async throws {
        let body = #"{"url": "\#(request.url)"}"#
        try await handler(TransportResponse(head: ResponseHead(status: 200), body: .bytes(Array(body.utf8))))
    }
}
