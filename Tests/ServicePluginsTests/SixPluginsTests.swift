import ServiceCore
import ServiceMocks
import ServicePlugins
import Testing

/// The client of the documentation: all six plugins at once.
struct SixPluginsTests {
    static func client(_ transport: FakeTransport, clock: some Clock<Duration>) throws -> ServiceClient {
        try ServiceClient(
            name: "users",
            baseURL: "https://api.example.com/v1",
            endpoints: [
                "getUsers": .get("/users"),
                "getUserDetail": .get("/users/{userId}", .timeout(.seconds(2))),
                "createUser": .post("/users"),
                "updateUser": .put("/users/{userId}"),
            ],
            codec: .json,
            transport: transport,
            plugins: [
                PathTokens(), QueryParams(), Headers(["accept": "application/json"]), Timeout(.seconds(10)),
                TrackingToken(),
                Elapsed(),
            ],
            clock: clock
        )
    }

    @Test func `the pipeline says what will run`() throws {
        let client = try Self.client(FakeTransport(), clock: ManualClock())
        #expect(
            client.pipeline.description == """
                users
                  prepareSession   Timeout, TrackingToken
                  preparePath      PathTokens
                  prepareRequest   QueryParams, Headers
                  willSend         Elapsed
                  prepareResponse  TrackingToken
                  didReceive       Elapsed
                  didRead          Elapsed
                  willParse        TrackingToken, Elapsed
                  didParse         Elapsed
                  getUsers         GET /users  headers (client), timeout (client), elapsed (client)
                  getUserDetail    GET /users/{userId}  headers (client), timeout (endpoint), elapsed (client)
                  createUser       POST /users  headers (client), timeout (client), elapsed (client)
                  updateUser       PUT /users/{userId}  headers (client), timeout (client), elapsed (client)
                """
        )
    }

    @Test func `all of them take part in one call`() async throws {
        let clock = ManualClock()
        let transport = FakeTransport { _, _ in
            clock.advance(by: .milliseconds(200))
            return TransportResponse(head: ResponseHead(status: 200), body: .bytes(Array(#"{"id": 21}"#.utf8)))
        }
        let client = try Self.client(transport, clock: clock)
        let updated = try await client.call(
            "updateUser",
            payload: ["username": "foobar"],
            .pathTokens(["userId": "a/b"]),
            .query(["notify": true]),
            .headers(["Accept": "text/json", "x-one": "1"]),
            .timeout(.seconds(3)),
            .trackingTokenPrefix("shop-"),
            .elapsed(read: false, parse: false)
        )
        let sent = try #require(transport.exchanges.first)
        #expect(transport.exchanges.count == 1)
        #expect(sent.request.method == .put)
        #expect(sent.request.url.string == "https://api.example.com/v1/users/a%2Fb?notify=true")
        #expect(sent.request.headers == ["Accept": "text/json", "x-one": "1", "Content-Type": "application/json"])
        #expect(sent.deadline?.instant.offset == .seconds(3))
        #expect(updated.data["id"].int == 21)
        #expect(updated.trackingToken?.hasPrefix("shop-") == true)
        #expect(updated.elapsed == .milliseconds(200))
        #expect(updated.readElapsed == nil)
    }

    @Test func `and in one dynamic call`() async throws {
        let transport = FakeTransport()
        let client = try Self.client(transport, clock: ManualClock())
        let response = try await client.dynamic.getUserDetail(
            userId: 21,
            query: ["page": 2],
            headers: ["Accept": "text/csv"],
            timeout: 1.5,
            trackingToken: "own",
            elapsed: ["parse": false]
        )
        #expect(transport.targets == ["/v1/users/21?page=2"])
        #expect(transport.exchanges.map(\.request.headers) == [["Accept": "text/csv"]])
        #expect(transport.deadlines == [.milliseconds(1500)])
        #expect(response.trackingToken == "own")
        #expect(response.parseElapsed == nil)
        #expect(response.readElapsed == .zero)
    }

    @Test func `a call without options has those of client and endpoint`() async throws {
        let transport = FakeTransport()
        let client = try Self.client(transport, clock: ManualClock())
        try await client.call("getUsers")
        try await client.call("getUserDetail", .pathTokens(["userId": 1]))
        #expect(transport.targets == ["/v1/users", "/v1/users/1"])
        #expect(
            transport.exchanges.map(\.request.headers) == [
                ["accept": "application/json"], ["accept": "application/json"],
            ]
        )
        #expect(transport.deadlines == [.seconds(10), .seconds(2)])
    }
}
