import ServiceCore
import ServiceLogging

extension ServiceClient {
    /// A client of `https://api.test/v1`.
    static func testing(
        _ plugins: [any ServicePlugin],
        transport: some Transport = FakeTransport(),
        endpoints: Endpoints = [
            "list": .get("/users"), "create": .post("/users"), "detail": .get("/users/{userId}"),
        ],
        codec: some ServiceCodec = .json,
        clock: some Clock<Duration> = ContinuousClock()
    ) throws -> ServiceClient {
        try ServiceClient(
            name: "users",
            baseURL: "https://api.test/v1",
            endpoints: endpoints,
            codec: codec,
            transport: transport,
            plugins: plugins,
            clock: clock
        )
    }
}

extension LogTime {
    /// The moment at which the tests take place: 2026-11-24T15:51:18.123Z.
    static let ofTests = LogTime(seconds: 1_795_535_478, nanoseconds: 123_456_789)
}

extension LogRecord {
    /// A record with everything that a response has.
    static var sample: LogRecord {
        var record = LogRecord(action: .response, level: .info, service: "users", endpoint: "list", time: .ofTests)
        record.logger = .outer
        record.attempt = 1
        record.method = .get
        record.url = "https://api.test/v1/users"
        record.query = "page=2&tag=a"
        record.urlTemplate = "/users"
        record.status = 404
        record.headers = ["content-type": "application/json", "x-request-id": "7"]
        record.body = .excerpt("{}", byteCount: 2)
        record.elapsed = .milliseconds(214)
        record.session = ["trackingToken": "7GQ2M0XK4B"]
        record.response = ["age": 3]
        record.options = ["timeout": 2.5]
        return record
    }

    /// A record of a failure at a stage.
    static func failure(_ message: String = "connection lost", code: ServiceError.Code = .transportFailed) -> LogRecord
    {
        var record = LogRecord(action: .failure, level: .critical, service: "users", endpoint: "list", time: .ofTests)
        record.logger = .outer
        record.failure = Failure(ServiceError(code, message))
        return record
    }
}

/// Why something of a test fails.
struct Broken: Error, Equatable, CustomStringConvertible {
    var description: String { "it is broken" }
}
