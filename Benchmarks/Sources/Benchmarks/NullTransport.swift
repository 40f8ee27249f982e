import ServiceCore

/// A transport that does nothing: what is measured over it is the framework alone.
struct NullTransport: Transport {
    let response: TransportResponse

    init(body: String = "") {
        response = TransportResponse(head: ResponseHead(status: 200), body: .bytes(Array(body.utf8)))
    }

    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: (TransportResponse) async throws -> Void
    ) async throws {
        try await handler(response)
    }
}
