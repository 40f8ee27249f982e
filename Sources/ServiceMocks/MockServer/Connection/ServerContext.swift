import ServiceCore

/// What every connection of a server shares.
struct ServerContext: Sendable {
    typealias Handler = @Sendable (RecordedRequest) async throws -> Answer

    let configuration: MockServer.Configuration
    let handler: Handler?
    let log: Monitor<ServerLog>

    /// The answer to a request; `CancellationError` where the client left or the server is being stopped.
    func answer(to request: RecordedRequest, enqueued: Answer?) async throws -> Answer {
        if let enqueued { return enqueued }
        guard let handler else {
            return .text(
                "MockServer has no answer for \(request.method) \(request.target): enqueue one before the request.\n",
                status: 500
            )
        }
        do {
            return try await handler(request)
        } catch {
            try Task.checkCancellation()
            return .text(
                "The handler of the MockServer threw for \(request.method) \(request.target): \(error)\n",
                status: 500
            )
        }
    }
}
