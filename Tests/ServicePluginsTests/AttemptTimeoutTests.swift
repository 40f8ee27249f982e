import ServiceCore
import ServiceMocks
import ServicePlugins
import Testing

/// The limit of one attempt; the reference knows that of the call alone.
struct AttemptTimeoutTests {
    @Test(arguments: LevelCase<Duration?>.all(client: .seconds(10), endpoint: .seconds(2), call: .seconds(30)))
    func `client < endpoint < call`(_ levels: LevelCase<Duration?>) async throws {
        try await expectLimit(levels)
    }

    @Test(arguments: LevelCase<Duration?>.all(client: .seconds(10), endpoint: .seconds(2), call: nil))
    func `nil lifts the limit`(_ levels: LevelCase<Duration?>) async throws {
        try await expectLimit(levels)
    }

    private func expectLimit(_ levels: LevelCase<Duration?>) async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(
            EndpointDefinition("/p", options: [ServiceOption](levels.endpoint.map { .attemptTimeout($0) })),
            AttemptTimeout(levels.client ?? nil),
            transport: transport,
            clock: ManualClock()
        )
        try await client.call("it", payload: .none, options: [ServiceOption](levels.call.map { .attemptTimeout($0) }))
        #expect(transport.deadlines == [levels.winner ?? nil])
    }

    @Test func `each attempt has its own limit, and the deadline of the call comes back`() async throws {
        let clock = ManualClock()
        let transport = FakeTransport()
        let deadlines = Log<Duration?>()
        let client = try ServiceClient.testing(
            .get("/p"),
            Timeout(.seconds(10)),
            AttemptTimeout(.seconds(4)),
            Repeat(times: 3) { session in
                deadlines.append(session.deadline?.offset)
                clock.advance(by: .seconds(4))
            },
            transport: transport,
            clock: clock
        )
        try await client.call("it")
        #expect(transport.deadlines == [.seconds(4), .seconds(8), .seconds(10)])
        #expect(deadlines.entries == [.seconds(10), .seconds(10)])
    }

    @Test func `the deadline of the call comes back when an attempt fails`() async throws {
        let transport = FakeTransport { _, _ in throw TransportError(.connectionLost, "lost") }
        let deadlines = Log<Duration?>()
        let client = try ServiceClient.testing(
            .get("/p"),
            AttemptTimeout(.seconds(4)),
            WatchFailure(log: deadlines),
            transport: transport,
            clock: ManualClock()
        )
        await #expect(throws: ServiceError.self) { try await client.call("it") }
        #expect(deadlines.entries == [nil])
    }

    @Test func `the nearer deadline of a call wins`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(
            .get("/p"),
            Timeout(.seconds(10)),
            AttemptTimeout(.seconds(4)),
            transport: transport,
            clock: ManualClock()
        )
        try await client.call("it", .timeout(.seconds(1)))
        #expect(transport.deadlines == [.seconds(1)])
    }

    @Test(arguments: [Duration.zero, .seconds(-1)])
    func `a limit of zero or less is refused at every level`(_ limit: Duration) async throws {
        let made = #expect(throws: ServiceError.self) {
            try ServiceClient.testing(.get("/p", .attemptTimeout(limit)), AttemptTimeout(limit))
        }
        #expect(made?.problems.map(\.endpoint) == [nil, "it"])
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get("/p"), AttemptTimeout(), transport: transport)
        let called = await #expect(throws: ServiceError.self) { try await client.call("it", .attemptTimeout(limit)) }
        #expect(called?.code == .invalidOption)
        #expect(called?.stage == .interceptAttempt)
        #expect(transport.exchanges.isEmpty)
    }

    @Test func `a limit of the call that is shorter than that of an attempt is a problem`() throws {
        let error = #expect(throws: ServiceError.self) {
            try ServiceClient(
                name: "test",
                baseURL: "https://api.test",
                endpoints: [
                    "shorter": .get("/1", .timeout(.seconds(3))),
                    "longer": .get("/2", .attemptTimeout(.seconds(11))),
                    "equal": .get("/3", .timeout(.seconds(4))),
                    "unlimited": .get("/4", .timeout(nil)),
                    "without": .get("/5", .timeout(.seconds(1)), .attemptTimeout(nil)),
                ],
                transport: FakeTransport(),
                plugins: [AttemptTimeout(.seconds(4)), Timeout(.seconds(10))]
            )
        }
        #expect(error?.problems.map(\.endpoint) == ["shorter", "longer"])
        #expect(error?.problems.allSatisfy { $0.message.contains("shorter than attemptTimeout") } == true)
    }

    @Test func `limits of the client that cannot go together are one problem, those of an endpoint one for each`() {
        let error = #expect(throws: ServiceError.self) {
            try ServiceClient(
                name: "test",
                baseURL: "https://api.test",
                endpoints: [
                    "one": .get("/1"), "two": .get("/2"), "longer": .get("/3", .timeout(.seconds(20))),
                    "shorter": .get("/4", .timeout(.seconds(3))), "three": .get("/5"),
                    "own": .get("/6", .attemptTimeout(.seconds(12))),
                ],
                transport: FakeTransport(),
                plugins: [AttemptTimeout(.seconds(11)), Timeout(.seconds(10))]
            )
        }
        #expect(error?.problems.map(\.endpoint) == [nil, "shorter", "own"])
        let limits = error?.problems.map { $0.message.prefix { $0 != ":" } }
        #expect(
            limits == [
                "timeout (10.0 seconds) is shorter than attemptTimeout (11.0 seconds), which could never pass",
                "timeout (3.0 seconds) is shorter than attemptTimeout (11.0 seconds), which could never pass",
                "timeout (10.0 seconds) is shorter than attemptTimeout (12.0 seconds), which could never pass",
            ]
        )
    }

    private struct WatchFailure: FailureObserving {
        let log: Log<Duration?>

        func didFail(_ error: ServiceError, session: inout ServiceSession) {
            log.append(session.deadline?.offset)
        }
    }
}
