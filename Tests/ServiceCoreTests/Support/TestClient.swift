import ServiceCore
import Testing

/// A client of `https://api.example.com/v1` with one endpoint per way of calling.
func makeClient(
    _ transport: some Transport = ScriptedTransport(),
    plugins: [any ServicePlugin] = [],
    endpoints: Endpoints = ["get": .get("/items"), "post": .post("/items")],
    codec: some ServiceCodec = .json,
    maximumBodySize: Int = 1 << 20,
    clock: some Clock<Duration> = ContinuousClock()
) throws -> ServiceClient {
    try ServiceClient(
        name: "items",
        baseURL: "https://api.example.com/v1",
        endpoints: endpoints,
        codec: codec,
        transport: transport,
        plugins: plugins,
        maximumBodySize: maximumBodySize,
        clock: clock
    )
}

/// The error of a call that must fail with a ``ServiceError``.
func serviceError(
    sourceLocation: SourceLocation = #_sourceLocation,
    of call: () async throws -> some Any
) async throws -> ServiceError {
    try await #require(throws: ServiceError.self, sourceLocation: sourceLocation) { _ = try await call() }
}

extension Task where Failure == any Error {
    /// Whether the task ended with `CancellationError`.
    var endedInCancellation: Bool {
        get async {
            if case .failure(let error) = await result { error is CancellationError } else { false }
        }
    }
}
