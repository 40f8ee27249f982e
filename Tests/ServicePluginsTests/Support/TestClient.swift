import ServiceCore

extension ServiceClient {
    /// A client of `https://api.test/v1` with one endpoint, `it`.
    static func testing(
        _ endpoint: EndpointDefinition,
        _ plugins: any ServicePlugin...,
        transport: FakeTransport = FakeTransport(),
        codec: some ServiceCodec = .json,
        clock: some Clock<Duration> = ContinuousClock()
    ) throws -> ServiceClient {
        try ServiceClient(
            name: "test",
            baseURL: "https://api.test/v1",
            endpoints: ["it": endpoint],
            codec: codec,
            transport: transport,
            plugins: plugins,
            clock: clock
        )
    }
}

extension [ServiceOption] {
    /// One option, or none.
    init(_ option: ServiceOption?) {
        self = option.map { [$0] } ?? []
    }
}
