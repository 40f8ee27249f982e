import ServiceCore
import ServiceLogging
import ServiceMocks
import ServicePlugins
import Testing

/// REFERENCE: "Outer logs the payload before serializing and the response after parsing."
struct OuterLoggerTests {
    let log = InMemorySink()

    @Test func `the payload before it is encoded, and the response after it is parsed`() async throws {
        let transport = FakeTransport { _ in .json(#"{"id": 21, "name": "Ada"}"#, status: 201) }
        let logger = OuterLogger(log, maximumBodyLength: 100, now: { .ofTests })
        let client = try ServiceClient.testing([logger], transport: transport)
        try await client.call("create", payload: ["name": "Ada"])
        #expect(log.records.map(\.action) == [.request, .response])
        #expect(log.records.map(\.logger) == [.outer, .outer])
        #expect(log.records.map(\.time) == [.ofTests, .ofTests])
        #expect(log.records.map { $0.body?.description } == [#"{"name":"Ada"}"#, #"{"id":21,"name":"Ada"}"#])
        #expect(log.records[0].body?.byteCount == 14)
        #expect(log.records[1].body?.byteCount == 25, "the length on the wire")
    }

    /// Defect 10: "OuterLogger drops the payload for every plugin after it and for the request itself."
    @Test func `it hands the payload on untouched`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing([OuterLogger(log, maximumBodyLength: 5)], transport: transport)
        try await client.call("create", payload: ["name": "Ada"])
        guard case .bytes(let bytes)? = transport.requests.first?.body else {
            Issue.record("nothing was sent")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"name":"Ada"}"#)
    }

    /// REFERENCE: "The record carries: `action` (REQUEST, RESPONSE, EXCEPTION), `endpoint`, `service_name`, all session attributes,
    /// request parameters, for a response `status_code`, `headers`, its attributes".
    @Test func `what a record carries`() async throws {
        let clock = ManualClock()
        let transport = FakeTransport { _ in
            clock.advance(by: .milliseconds(214))
            return .json("[1]", status: 404, headers: ["content-type": "application/json"])
        }
        let plugins: [any ServicePlugin] = [
            PathTokens(), QueryParams(), Headers(["accept": "a/b"]), Timeout(.seconds(10)), TrackingToken(prefix: "t-"),
            Publisher(), OuterLogger(log),
        ]
        let client = try ServiceClient.testing(plugins, transport: transport, clock: clock)
        try await client.call("detail", .pathTokens(["userId": 21]), .query(["page": 2]))
        let (request, response) = try (#require(log.records.first), #require(log.records.last))
        for record in [request, response] {
            #expect(record.service == "users")
            #expect(record.endpoint == "detail")
            #expect(record.level == .info)
            #expect(record.method == .get)
            #expect(record.url == "https://api.test/v1/users/21")
            #expect(record.query == "page=2")
            #expect(record.fullURL == "https://api.test/v1/users/21?page=2")
            #expect(record.urlTemplate == "/users/{userId}")
            #expect(record.session["trackingToken"]?.string?.hasPrefix("t-") == true)
            #expect(record.session["blockedByPool"] == 0.25)
            #expect(record.options["timeout"] == 10.0)
            #expect(record.options["query"] == ["page": "2"])
            #expect(record.options["headers"] == ["accept": "a/b"])
        }
        #expect(request.action.rawValue == "REQUEST")
        #expect(request.headers["accept"] == "a/b")
        #expect(request.status == nil)
        #expect(request.elapsed == nil)
        #expect(request.body == LogBody.none)
        #expect(response.action.rawValue == "RESPONSE")
        #expect(response.status == 404)
        #expect(response.headers["content-type"] == "application/json")
        #expect(response.response["cacheAge"] == 3)
        #expect(response.elapsed == .milliseconds(214))
        #expect(response.attempt == 1)
    }

    @Test func `secrets are masked in the record itself`() async throws {
        let transport = FakeTransport { _ in .json(#"{"token":"s3cr3t"}"#, headers: ["set-cookie": "a=s3cr3t"]) }
        let plugins: [any ServicePlugin] = [
            QueryParams(), Headers(["authorization": "Bearer s3cr3t"]), Publisher(),
            OuterLogger(log, maximumBodyLength: 100), InnerLogger(log, maximumBodyLength: 100),
        ]
        let client = try ServiceClient.testing(plugins, transport: transport)
        try await client.call("create", payload: ["password": "s3cr3t"], .query(["api_key": "s3cr3t"]))
        #expect(log.records.count == 4)
        for record in log.records {
            #expect(!"\(record)".contains("s3cr3t"))
            #expect(!record.object.description.contains("s3cr3t"))
            #expect(record.query?.hasPrefix("api_key=") == true)
        }
    }

    @Test func `a failure is told once, with its attempt, by the level for failures`() async throws {
        let transport = FakeTransport { _ in throw TransportError(.connectionLost, "connection lost") }
        let levels = LoggerLevels(failures: .error)
        let client = try ServiceClient.testing([RetryOnce(), OuterLogger(log, levels: levels)], transport: transport)
        await #expect(throws: ServiceError.self) { try await client.call("list") }
        #expect(log.records.map(\.action.rawValue) == ["REQUEST", "EXCEPTION"])
        let record = try #require(log.records.last)
        #expect(record.level == .error)
        #expect(record.attempt == 2)
        #expect(record.failure?.code == "transportFailed")
        #expect(record.failure?.message == "connection lost")
        #expect(record.failure?.stage == .send)
        #expect(record.failure?.description.contains("request: GET https://api.test/v1/users") == true)
        #expect(record.status == nil)
        #expect(record.body == nil)
    }

    /// REFERENCE: "on_exception_level CRITICAL, on_parse_exception_level CRITICAL".
    @Test func `a body that cannot be parsed has a level of its own, and is told`() async throws {
        let levels = LoggerLevels(failures: .warning, parseFailures: .error)
        let logger = OuterLogger(log, levels: levels, maximumBodyLength: 4)
        let client = try ServiceClient.testing([logger], transport: FakeTransport { _ in .json("<html>") })
        await #expect(throws: ServiceError.self) { try await client.call("list") }
        let record = try #require(log.records.last)
        #expect(record.level == .error)
        #expect(record.failure?.isParseFailure == true)
        #expect(record.status == 200)
        #expect(record.body?.description == "<htm…")
    }

    @Test func `the usual levels: info, critical for failures`() {
        #expect(LoggerLevels() == LoggerLevels(messages: .info, failures: .critical, parseFailures: .critical))
        #expect(LoggerLevels().cancellations == .debug)
    }

    @Test func `a hook that fails behind it leaves one record of the end`() async throws {
        let client = try ServiceClient.testing([OuterLogger(log), Throwing()])
        await #expect(throws: ServiceError.self) { try await client.call("list") }
        #expect(log.records.map(\.action) == [.request, .failure])
        #expect(log.records.last?.status == 200)
    }

    /// DESIGN, invariant 2.
    @Test func `a cancellation is no failure`() async throws {
        let transport = FakeTransport { _ in
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            try await Task.sleep(for: .seconds(3600))
            return .json("{}")
        }
        let client = try ServiceClient.testing([OuterLogger(log), InnerLogger(log)], transport: transport)
        let call = Task { try await client.call("list") }
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(log.records.map(\.action) == [.request, .request, .cancellation])
        #expect(log.records.last?.level == .debug)
        #expect(log.records.last?.failure == nil)
    }

    @Test func `of a streamed call: when it ends, and no byte of it`() async throws {
        let client = try ServiceClient.testing([OuterLogger(log, maximumBodyLength: 100)])
        let read = try await client.stream("list") { response in
            var bytes: [UInt8] = []
            for try await chunk in response.body { bytes += chunk }
            #expect(log.records.map(\.action) == [.request])
            return bytes
        }
        #expect(read == Array("{}".utf8))
        #expect(log.records.map(\.body) == [LogBody.none, .stream])
    }

    @Test func `a payload that is a stream is not read`() async throws {
        let body = BodyStream(length: 2) {
            Issue.record("the body was opened")
            return { nil }
        }
        let loggers: [any ServicePlugin] = [
            OuterLogger(log, maximumBodyLength: 9), InnerLogger(log, maximumBodyLength: 9),
        ]
        let client = try ServiceClient.testing(loggers)
        try await client.call("create", payload: .stream(body))
        #expect(log.records.prefix(2).map(\.body) == [.stream, .stream])
    }

    struct Named: Encodable, Sendable {
        let name: String
        let secret = "s3cr3t"
    }

    @Test func `a typed payload as JSON has it`() async throws {
        let client = try ServiceClient.testing([OuterLogger(log, maximumBodyLength: 100)])
        try await client.call("create", payload: .value(Named(name: "Ada")))
        #expect(log.records.first?.body?.description == #"{"name":"Ada","secret":"<redacted>"}"#)
    }

    /// A value that cannot be encoded fails the call, not the logger.
    struct Unencodable: Encodable, Sendable {
        func encode(to encoder: any Encoder) throws { throw Broken() }
    }

    @Test func `a payload that cannot be encoded is told without its text`() async throws {
        let client = try ServiceClient.testing([OuterLogger(log, maximumBodyLength: 100)])
        let error = await #expect(throws: ServiceError.self) {
            try await client.call("create", payload: .value(Unencodable()))
        }
        #expect(error?.code == .encodingFailed)
        #expect(log.records.map(\.action) == [.request, .failure])
        #expect(log.records.first?.body == .excerpt("", byteCount: nil))
    }
}
