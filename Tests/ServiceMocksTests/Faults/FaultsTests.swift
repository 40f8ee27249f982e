import ServiceCore
import ServiceMocks
import ServiceURLSession
import Testing

struct FaultsTests {
    private func codes(_ count: Int, of client: ServiceClient, _ endpoint: String = "it") async throws -> [String] {
        var codes: [String] = []
        for _ in 0..<count {
            do {
                codes.append("\(try await client.call(endpoint).status.code)")
            } catch let error as ServiceError {
                codes.append("\(error.transportError?.code.description ?? error.code.description)")
            }
        }
        return codes
    }

    private let plan: FaultPlan = [
        .call(2, .reset()), .call(3, .close(.inBody(after: 1))), .call(4, .malformed), .call(5, .announcedLength(9)),
    ]
    private let expected = ["200", "connectionLost", "truncatedBody", "malformedResponse", "truncatedBody", "200"]

    @Test func `over a mock`() async throws {
        let client = try faulty(.json([1]), plan)
        #expect(try await codes(6, of: client) == expected)
    }

    @Test func `over a real transport`() async throws {
        try await MockServer.withServer { _ in
            .json("[1]")
        } _: { server in
            let client = try ServiceClient(
                name: "s",
                baseURL: server.url,
                endpoints: ["it": .get("/it")],
                transport: .urlSession(),
                plugins: [Faults(plan)]
            )
            #expect(try await codes(6, of: client) == expected)
            // What fails before its head is not sent.
            #expect(server.requestCount == 4)
            await client.close()
        }
    }

    @Test func `by a server`() async throws {
        let configuration = MockServer.Configuration(faults: plan)
        try await MockServer.withServer(configuration: configuration) { _ in
            // A request that finds a kept connection closed may be sent again.
            .json("[1]", headers: ["connection": "close"])
        } _: { server in
            let client = try ServiceClient(
                name: "s",
                baseURL: server.url,
                endpoints: ["it": .post("/it")],
                transport: .urlSession()
            )
            var seen = try await codes(6, of: client)
            for index in seen.indices where seen[index] == "connectionLost" && index != 1 {
                seen[index] = "truncatedBody"
            }
            #expect(seen[0] == "200")
            #expect(seen[3] == "malformedResponse")
            #expect(seen.count { $0 == "200" } == 2)
            #expect(server.requestCount == 6)
            await client.close()
        }
    }

    private func faulty(
        _ description: MockDescription,
        _ plan: FaultPlan,
        clock: some Clock<Duration> = ContinuousClock()
    ) throws
        -> ServiceClient
    {
        try ServiceClient(
            name: "s",
            baseURL: "https://api.test",
            endpoints: ["it": .get("/it", .mock(description)), "other": .get("/other", .mock(description))],
            transport: RealTransport(),
            plugins: [Mock(), Faults(plan, endpoints: ["it"])],
            clock: clock
        )
    }

    @Test func `only the endpoints that are concerned`() async throws {
        let client = try faulty(.json([1]), [.always(.reset())])
        #expect(try await codes(2, of: client, "other") == ["200", "200"])
        #expect(try await codes(1, of: client) == ["connectionLost"])
    }

    @Test func `delays run on the clock of the client`() async throws {
        let clock = ManualClock()
        let client = try faulty(.json([1]), [.latency(.fixed(.seconds(3)), seed: 1)], clock: clock)
        let call = Task { try await client.call("it").status }
        try await clock.waitForSleepers()
        #expect(clock.nextDeadline?.offset == .seconds(3))
        clock.advance(by: .seconds(3))
        #expect(try await call.value == 200)
    }

    @Test func `a share is exact over 64 callers, for it depends on numbers alone`() async throws {
        let plan: FaultPlan = [.share(0.3, seed: 9, .reset())]
        let client = try faulty(.json([1]), plan)
        let lost = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<64 {
                group.addTask { try await self.codes(10, of: client).count { $0 == "connectionLost" } }
            }
            return try await group.reduce(0, +)
        }
        #expect(lost == (1...640).count { !plan.faults(forCall: $0).isEmpty })
    }

    @Test func `what cannot be meant is told when the client is made`() {
        let error = #expect(throws: ServiceError.self) {
            try ServiceClient(
                name: "s",
                baseURL: "https://api.test",
                endpoints: ["getUser": .get("/it")],
                transport: RealTransport(),
                plugins: [Faults([], endpoints: ["getUsers"]), Mock()]
            )
        }
        #expect(error?.problems.count == 2)
        #expect(
            error?.problems.first?.message.contains("\"getUsers\", which does not exist; did you mean \"getUser\"")
                == true
        )
        #expect(error?.problems.last?.message.contains("put them behind it") == true)
    }
}
