import ServiceCore
import ServiceMocks
import ServicePlugins
import Testing

/// REFERENCE: "time limit for the request; none means no limit; stored as `session.timeout`", client < endpoint `timeout` <
/// call `timeout`; defect 7: the timeout does not cover reading the body.
struct TimeoutTests {
    @Test(arguments: LevelCase<Duration?>.all(client: .seconds(10), endpoint: .seconds(2), call: .seconds(30)))
    func `client < endpoint < call`(_ levels: LevelCase<Duration?>) async throws {
        try await expectLimit(levels)
    }

    @Test(arguments: LevelCase<Duration?>.all(client: .seconds(10), endpoint: nil, call: .seconds(3)))
    func `nil in an endpoint lifts the limit of the client`(_ levels: LevelCase<Duration?>) async throws {
        try await expectLimit(levels)
    }

    @Test(arguments: LevelCase<Duration?>.all(client: .seconds(10), endpoint: .seconds(2), call: nil))
    func `nil in a call lifts every limit`(_ levels: LevelCase<Duration?>) async throws {
        try await expectLimit(levels)
    }

    private func expectLimit(_ levels: LevelCase<Duration?>) async throws {
        let clock = ManualClock()
        let transport = FakeTransport()
        let log = Log<Duration?>()
        let client = try ServiceClient.testing(
            EndpointDefinition("/p", options: [ServiceOption](levels.endpoint.map { .timeout($0) })),
            Timeout(levels.client ?? nil),
            Watch(log: log) { $0.timeout },
            transport: transport,
            clock: clock
        )
        clock.advance(by: .seconds(100))
        try await client.call("it", payload: .none, options: [ServiceOption](levels.call.map { .timeout($0) }))
        let limit = levels.winner ?? nil
        #expect(transport.deadlines == [limit.map { .seconds(100) + $0 }])
        #expect(log.entries == [limit])
    }

    @Test(arguments: [Duration.zero, .seconds(-1), .nanoseconds(-1)])
    func `a limit of zero or less is refused when the client is made`(_ limit: Duration) throws {
        let error = #expect(throws: ServiceError.self) {
            try ServiceClient.testing(.get("/p", .timeout(limit)), Timeout(limit))
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.problems.map(\.endpoint) == [nil, "it"])
        #expect(error?.problems.allSatisfy { $0.message.hasPrefix("timeout is \(limit)") } == true)
    }

    @Test(arguments: [Duration.zero, .seconds(-1), .nanoseconds(-1)])
    func `a limit of zero or less is refused when the call is made`(_ limit: Duration) async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get("/p"), Timeout(.seconds(1)), transport: transport)
        let error = await #expect(throws: ServiceError.self) { try await client.call("it", .timeout(limit)) }
        #expect(error?.code == .invalidOption)
        #expect(error?.stage == .prepareSession)
        #expect(error?.message.contains("timeout is \(limit)") == true)
        #expect(transport.exchanges.isEmpty)
    }

    @Test(arguments: [(2, 10, 2), (10, 2, 2)])
    func `the nearer deadline wins`(own: Int, other: Int, result: Int) async throws {
        for isFirst in [true, false] {
            let transport = FakeTransport()
            let (timeout, limiter) = (Timeout(.seconds(own)), Limiter(limit: .seconds(other)))
            let client =
                isFirst
                ? try ServiceClient.testing(.get("/p"), timeout, limiter, transport: transport, clock: ManualClock())
                : try ServiceClient.testing(.get("/p"), limiter, timeout, transport: transport, clock: ManualClock())
            try await client.call("it")
            #expect(transport.deadlines == [.seconds(result)])
        }
    }

    @Test func `the limit of one call is that of no other`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(
            .get("/p"),
            Timeout(.seconds(9)),
            transport: transport,
            clock: ManualClock()
        )
        try await client.call("it", .timeout(.seconds(1)))
        try await client.call("it")
        #expect(transport.deadlines == [.seconds(1), .seconds(9)])
    }

    @Test(arguments: [Place.head, .body])
    func `when it passes, the call fails, in the middle of the body too`(_ place: Place) async throws {
        let clock = ManualClock()
        let transport = FakeTransport { _, deadline in
            let deadline = try #require(deadline)
            let wait: @Sendable () async throws -> [UInt8]? = {
                clock.advance(by: .seconds(2))
                try await deadline.sleep()
                throw TransportError(.deadlineExceeded, "too late")
            }
            if place == .head { _ = try await wait() }
            return TransportResponse(head: ResponseHead(status: 200), body: .stream(wait))
        }
        let client = try ServiceClient.testing(.get("/p"), Timeout(.seconds(2)), transport: transport, clock: clock)
        let error = await #expect(throws: ServiceError.self) { try await client.call("it") }
        #expect(error?.code == .deadlineExceeded)
        #expect(error?.stage == (place == .head ? .send : .read))
        #expect(error?.status == (place == .head ? nil : 200))
    }

    enum Place { case head, body }

    @Test func `what has passed before the request is sent is not sent`() async throws {
        let clock = ManualClock()
        let transport = FakeTransport()
        let client = try ServiceClient.testing(
            .get("/p"),
            Timeout(.seconds(2)),
            Rewrite { _ in clock.advance(by: .seconds(2)) },
            transport: transport,
            clock: clock
        )
        let error = await #expect(throws: ServiceError.self) { try await client.call("it") }
        #expect(error?.code == .deadlineExceeded)
        #expect(transport.exchanges.isEmpty)
    }

    private struct Limiter: SessionPreparing {
        let limit: Duration

        func prepareSession(_ session: inout ServiceSession) async throws {
            session.limit(until: session.clock.now.advanced(by: limit))
        }
    }

    @Test func `a plugin without a limit gives none, and takes none away`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(
            .get("/p"),
            Timeout(.seconds(3)),
            Timeout(),
            transport: transport,
            clock: ManualClock()
        )
        try await client.call("it")
        #expect(transport.deadlines == [.seconds(3)])
        #expect(try ServiceClient.testing(.get("/p"), Timeout()).pipeline.endpoints.first?.options == [])
    }
}
