import ServiceCore
import ServiceLogging
import ServiceMocks
import ServicePlugins
import Testing

/// REFERENCE: "Inner logs the serialized body at `before_request` and the response before parsing."
struct InnerLoggerTests {
    let log = InMemorySink()

    @Test func `the encoded body right before sending, and the response before parsing`() async throws {
        let text = #"{"id": 21,  "name": "Ada"}"#
        let client = try ServiceClient.testing(
            [InnerLogger(log, maximumBodyLength: 100)],
            transport: FakeTransport { _ in .json(text, status: 201, headers: ["x-a": "1"]) }
        )
        try await client.call("create", payload: ["name": "Ada"])
        #expect(log.records.map(\.action) == [.request, .response])
        #expect(log.records.map(\.logger) == [.inner, .inner])
        #expect(log.records.map(\.attempt) == [1, 1])
        #expect(log.records[0].body == .excerpt(#"{"name":"Ada"}"#, byteCount: 14))
        #expect(log.records[0].headers[.contentType] == "application/json")
        #expect(log.records[1].body == .excerpt(text, byteCount: text.utf8.count))
        #expect(log.records[1].headers["x-a"] == "1")
    }

    @Test func `a response that cannot be parsed was told before`() async throws {
        let levels = LoggerLevels(parseFailures: .error)
        let client = try ServiceClient.testing(
            [InnerLogger(log, levels: levels)],
            transport: FakeTransport { _ in .json("<html>") }
        )
        await #expect(throws: ServiceError.self) { try await client.call("list") }
        #expect(log.records.map(\.action) == [.request, .response, .failure])
        #expect(log.records.map(\.level) == [.info, .info, .error])
    }

    @Test func `every attempt, each with its own number and time`() async throws {
        let clock = ManualClock()
        let transport = FakeTransport { _ in
            clock.advance(by: .milliseconds(100))
            return .json("{}", status: 503)
        }
        let client = try ServiceClient.testing([RetryOnce(), InnerLogger(log)], transport: transport, clock: clock)
        try await client.call("list")
        #expect(log.records.map(\.action) == [.request, .response, .request, .response])
        #expect(log.records.map(\.attempt) == [1, 1, 2, 2])
        #expect(log.records.map(\.elapsed) == [nil, .milliseconds(100), nil, .milliseconds(100)])
    }

    @Test func `a failure of each attempt, without the time of another`() async throws {
        let clock = ManualClock()
        let attempts = Counter()
        let plugins: [any ServicePlugin] = [
            RetryOnce(),
            Waiting {
                clock.advance(by: .seconds(1))
                if attempts.next() == 2 { throw Broken() }
            },
            InnerLogger(log),
        ]
        let transport = FakeTransport { _ in
            clock.advance(by: .milliseconds(100))
            throw TransportError(.connectionLost, "connection lost")
        }
        let client = try ServiceClient.testing(plugins, transport: transport, clock: clock)
        await #expect(throws: ServiceError.self) { try await client.call("list") }
        #expect(log.records.map(\.action) == [.request, .failure, .failure])
        #expect(log.records.map(\.attempt) == [1, 1, 2])
        #expect(log.records.map(\.elapsed) == [nil, .milliseconds(100), nil], "the second was never sent")
        #expect(log.records.map { $0.failure?.stage } == [nil, .send, .interceptAttempt])
    }

    @Test func `a streamed response when its head is there, and no byte of it`() async throws {
        let client = try ServiceClient.testing([InnerLogger(log, maximumBodyLength: 100)])
        let read = try await client.stream("list") { response in
            #expect(log.records.map(\.body) == [LogBody.none, .stream])
            var bytes: [UInt8] = []
            for try await chunk in response.body { bytes += chunk }
            return bytes
        }
        #expect(read == Array("{}".utf8))
        #expect(log.records.count == 2)
    }

    /// REFERENCE: "`body` cut to max_body_length, or `<HIDDEN>`, `<STREAM>`, `<NO BODY>`", "max_body_length 0".
    @Test(arguments: [
        (0, "", LogBody.none, "<NO BODY>"), (9, "", LogBody.none, "<NO BODY>"),
        (0, "[1]", .excerpt("", byteCount: 3), ""), (3, "[1]", .excerpt("[1]", byteCount: 3), "[1]"),
        (2, "[1]", .excerpt("[1…", byteCount: 3), "[1…"), (9, "[1]", .excerpt("[1]", byteCount: 3), "[1]"),
    ])
    func `a body is cut to the limit`(limit: Int, body: String, expected: LogBody, text: String) async throws {
        let client = try ServiceClient.testing(
            [InnerLogger(log, maximumBodyLength: limit)],
            transport: FakeTransport { _ in .json(body) }
        )
        try await client.call("list")
        #expect(log.records.last?.body == expected)
        #expect(log.records.last?.body?.description == text)
    }

    @Test func `both loggers, in the order of the plugins`() async throws {
        let client = try ServiceClient.testing([OuterLogger(log), InnerLogger(log)])
        try await client.call("list")
        #expect(log.records.map(\.logger) == [.outer, .inner, .inner, .outer])
    }

    @Test func `a negative body length is a problem of the client`() throws {
        let error = #expect(throws: ServiceError.self) {
            try ServiceClient.testing([
                InnerLogger(log, maximumBodyLength: -1), OuterLogger(log, maximumBodyLength: -2),
            ])
        }
        #expect(
            error?.problems.map(\.message) == [
                "the maximum body length of the inner logger is -1: give a number of bytes, 0 or more",
                "the maximum body length of the outer logger is -2: give a number of bytes, 0 or more",
            ]
        )
    }
}
