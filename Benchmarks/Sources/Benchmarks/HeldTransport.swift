import ServiceCore
import Synchronization

/// A transport that answers nothing until it is opened.
final class HeldTransport: Transport {
    private let gate: AsyncStream<Never>
    private let reached = Atomic(false)
    let opening: AsyncStream<Never>.Continuation

    init() {
        (gate, opening) = AsyncStream.makeStream()
    }

    /// Whether a request has come.
    var isReached: Bool { reached.load(ordering: .acquiring) }

    func send(_ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler) async throws {
        reached.store(true, ordering: .releasing)
        for await _ in gate {}
        try await handler(TransportResponse(head: ResponseHead(status: 200)))
    }
}
