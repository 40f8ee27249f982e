import ServiceCore
import Synchronization

/// A transport of one's own: it counts the requests, and another transport sends them.
struct CountingTransport<Base: Transport>: Transport {
    private let base: Base
    private let counter: RequestCounter

    init(_ base: Base, counter: RequestCounter) {
        self.base = base
        self.counter = counter
    }

    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: TransportResponse.Handler
    ) async throws {
        counter.increment()
        try await base.send(request, deadline: deadline, handler: handler)
    }

    func close() async {
        await base.close()
    }
}

/// How many requests went out.
final class RequestCounter: Sendable {
    private let requests = Atomic(0)

    var count: Int { requests.load(ordering: .relaxed) }

    func increment() {
        requests.add(1, ordering: .relaxed)
    }
}
