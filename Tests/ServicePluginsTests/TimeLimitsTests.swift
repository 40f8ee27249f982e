import ServiceCore
import ServiceMocks
import ServicePlugins
import Testing

/// The limits of ``Timeout`` and ``AttemptTimeout`` as keywords of a dynamic call: a number of seconds.
struct TimeLimitsTests {
    static func deadlines(_ value: (any Encodable & Sendable)?) async throws -> [[Duration?]] {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(
            .get("/p"),
            Timeout(.seconds(9)),
            transport: transport,
            clock: ManualClock()
        )
        let other = FakeTransport()
        let attempts = try ServiceClient.testing(
            .get("/p"),
            AttemptTimeout(.seconds(9)),
            transport: other,
            clock: ManualClock()
        )
        try await client.dynamic.it(timeout: value)
        try await attempts.dynamic.it(attemptTimeout: value)
        return [transport.deadlines, other.deadlines]
    }

    @Test func `a number is seconds`() async throws {
        #expect(try await Self.deadlines(2) == [[.seconds(2)], [.seconds(2)]])
        #expect(try await Self.deadlines(0.25) == [[.milliseconds(250)], [.milliseconds(250)]])
    }

    @Test func `nil lifts the limit`() async throws {
        #expect(try await Self.deadlines(nil) == [[nil], [nil]])
    }

    @Test(
        arguments: ["timeout", "attemptTimeout"],
        ["text", "list", "infinite", "not a number", "too long", "too short"]
    )
    func `what is no number of seconds is an error of the option`(option: String, kind: String) async throws {
        let values: [String: any Encodable & Sendable] = [
            "text": "2", "list": ["a"], "infinite": Double.infinity, "not a number": Double.nan, "too long": 1e11,
            "too short": -1e11,
        ]
        let value = try #require(values[kind])
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get("/p"), Timeout(), AttemptTimeout(), transport: transport)
        let error = await #expect(throws: ServiceError.self) {
            if option == "timeout" {
                try await client.dynamic.it(timeout: value)
            } else {
                try await client.dynamic.it(attemptTimeout: value)
            }
        }
        #expect(error?.code == .invalidOption)
        #expect(error?.message.contains("\"\(option)\"") == true)
        #expect(error?.endpoint == "it")
        #expect(transport.exchanges.isEmpty)
    }

    @Test func `a number of zero or less is refused as a duration is`() async throws {
        let client = try ServiceClient.testing(.get("/p"), Timeout(), AttemptTimeout())
        let total = await #expect(throws: ServiceError.self) { try await client.dynamic.it(timeout: 0) }
        #expect(total?.code == .invalidOption)
        let attempt = await #expect(throws: ServiceError.self) { try await client.dynamic.it(attemptTimeout: -1) }
        #expect(attempt?.code == .invalidOption)
    }
}
