import ServiceCore
import ServicePlugins
import Testing

/// Tokens that come as the parameters of a call, and paths that other plugins have changed.
struct PathTokensParametersTests {
    @Test func `consumed parameters leave the request`() async throws {
        let transport = FakeTransport()
        let log = Log<[String]>()
        let client = try ServiceClient.testing(
            .post("/users/{userId}"),
            PathTokens(),
            QueryParams(),
            Watch(log: log) { $0.parameters.names },
            transport: transport
        )
        try await client.dynamic.it(["name": "x"], userId: 21)
        let request = try #require(transport.exchanges.first?.request)
        #expect(request.url.requestTarget == "/v1/users/21")
        #expect(log.entries == [[]])
        guard case .bytes(let body) = request.body else { return #expect(Bool(false), "no body was sent") }
        #expect(String(decoding: body, as: UTF8.self) == #"{"name":"x"}"#)
    }

    @Test func `a parameter that the path does not name fails the call`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get("/users/{userId}"), PathTokens(), transport: transport)
        let error = await #expect(throws: ServiceError.self) { try await client.dynamic.it(userId: 21, pages: 2) }
        #expect(error?.code == .invalidParameter)
        #expect(error?.message.contains("\"pages\"") == true)
        #expect(transport.exchanges.isEmpty)
    }

    @Test func `a parameter of the call is stronger than a token of any level`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(
            .get("/{x}", .pathTokens(["x": "endpoint"])),
            PathTokens(["x": "client"]),
            transport: transport
        )
        try await client.call("it", .pathTokens(["x": "call"]), .parameters(["x": "parameter"]))
        #expect(transport.targets == ["/v1/parameter"])
    }

    @Test func `a parameter without a value takes a token away`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get("/p{/x}"), PathTokens(["x": 1]), transport: transport)
        try await client.dynamic.it(x: nil)
        #expect(transport.targets == ["/v1/p"])
    }

    @Test func `the keyword pathTokens gives tokens`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get("/{x}/{y}"), PathTokens(), transport: transport)
        try await client.dynamic.it(pathTokens: ["x": 1, "y": 2])
        #expect(transport.targets == ["/v1/1/2"])
    }

    @Test(arguments: [
        ("/v2/users/{userId}", "/v1/v2/users/21"), ("/other/{name}", "/v1/other/ada"), ("/fixed", "/v1/fixed"),
    ])
    func `a path that an earlier plugin has changed is filled in as it is now`(path: String, target: String)
        async throws
    {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(
            .get("/users/{userId}"),
            Rewrite { $0 = path },
            PathTokens(["userId": 21, "name": "ada"]),
            transport: transport
        )
        try await client.call("it")
        #expect(transport.targets == [target])
    }

    @Test func `a path that an earlier plugin has broken fails the call`() async throws {
        let client = try ServiceClient.testing(
            .get("/users/{userId}"),
            Rewrite { $0 += "/{" },
            PathTokens(["userId": 1])
        )
        let error = await #expect(throws: ServiceError.self) { try await client.call("it") }
        #expect(error?.stage == .preparePath)
        #expect(error?.cause is URITemplateError)
    }
}
