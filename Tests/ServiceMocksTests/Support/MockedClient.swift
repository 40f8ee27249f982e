import ServiceCore
import ServiceMocks
import Synchronization

/// A transport that must not be reached: it counts what is sent, and answers with 299.
final class RealTransport: Transport {
    private let requests = Mutex<[ServiceRequest]>([])

    var sent: [ServiceRequest] { requests.withLock { $0 } }

    func send(_ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler) async throws {
        requests.withLock { $0.append(request) }
        try await handler(TransportResponse(head: ResponseHead(status: 299)))
    }
}

extension ServiceClient {
    /// A client of `https://api.test/v1` with one endpoint, `it`, whose answer is described.
    static func mocked(
        _ description: MockDescription? = nil,
        mock: Mock = Mock(),
        plugins: [any ServicePlugin] = [],
        name: String = "s",
        transport: some Transport = RealTransport(),
        clock: some Clock<Duration> = ContinuousClock()
    ) throws -> ServiceClient {
        let options = [ServiceOption](description.map { .mock($0) })
        return try ServiceClient(
            name: name,
            baseURL: "https://api.test/v1",
            endpoints: [
                "it": EndpointDefinition("/it", options: options),
                "other": EndpointDefinition("/other", options: options),
                "post": EndpointDefinition("/it", method: .post, options: options),
            ],
            transport: transport,
            plugins: plugins + [mock],
            clock: clock
        )
    }
}

extension [ServiceOption] {
    init(_ option: ServiceOption?) {
        self = option.map { [$0] } ?? []
    }
}
