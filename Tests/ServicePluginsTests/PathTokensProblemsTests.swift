import ServiceCore
import ServicePlugins
import Testing

/// What is wrong with the path of an endpoint, or with its tokens, is known when the client is made.
struct PathTokensProblemsTests {
    static func problems(
        of path: String,
        endpoint: Parameters? = nil,
        _ plugins: any ServicePlugin...
    ) -> [ConfigurationProblem] {
        do {
            _ = try ServiceClient(
                name: "test",
                baseURL: "https://api.test/v1",
                endpoints: [
                    "it": EndpointDefinition(path, options: [ServiceOption](endpoint.map { .pathTokens($0) }))
                ],
                transport: FakeTransport(),
                plugins: plugins
            )
            return []
        } catch {
            return (error as? ServiceError)?.problems ?? []
        }
    }

    @Test(arguments: ["/u{#x}", "/u/{y}{#x}", "/u{#x,y}", "/u#{x}", "/u/{x}#top", "/u{?x}#top"])
    func `a fragment in a path is a problem`(path: String) {
        #expect(
            Self.problems(of: path, PathTokens()).map(\.description) == [
                "endpoint \"it\": the path \"\(path)\" has a fragment, which is never sent: remove it, or write # as %23"
            ]
        )
    }

    @Test(arguments: [
        ("/../{x}", ".."), ("/{x}/.", "."), ("/a/%2e%2E/{x}", "%2e%2E"), ("/..{/x}", ".."), ("/a/.{?x}", "."),
    ])
    func `a segment of the path itself that leads to another path is a problem`(path: String, segment: String) {
        #expect(
            Self.problems(of: path, PathTokens()).map(\.description) == [
                "endpoint \"it\": the path \"\(path)\" has the segment \"\(segment)\", which leads to another path: "
                    + "write the path without it"
            ]
        )
    }

    @Test(arguments: ["/u/{x}", "/u/%23{x}", "/u/.{x}", "/u/{x}..", "/u{.x}", "/u/{x}?y=../.", "/{x:3}", "/u/a..b/{x}"])
    func `any other path is none`(path: String) {
        #expect(Self.problems(of: path, PathTokens()) == [])
    }

    @Test func `a token of an endpoint that its path lacks is a problem, with the nearest name`() {
        #expect(
            Self.problems(of: "/users/{userId}", endpoint: ["userID": 21, "userId": 22], PathTokens())
                .map(\.description) == [
                    "endpoint \"it\": the path \"/users/{userId}\" has no token \"userID\": remove it from .pathTokens; "
                        + "did you mean \"userId\"?"
                ]
        )
        #expect(
            Self.problems(of: "/users/{userId}/{page}", endpoint: ["verbose": true, "zzz": nil], PathTokens())
                .map(\.message)
                == ["verbose", "zzz"].map {
                    "the path \"/users/{userId}/{page}\" has no token \"\($0)\": remove it from .pathTokens; "
                        + "there are \"page\", \"userId\""
                }
        )
        #expect(
            Self.problems(of: "/users", endpoint: ["userId": 21], PathTokens()).map(\.message) == [
                "the path \"/users\" has no token \"userId\": remove it from .pathTokens"
            ]
        )
    }

    @Test func `a token of the client need not stand in every path, whatever an endpoint makes of it`() {
        let plugin = PathTokens(["version": "v2"])
        #expect(Self.problems(of: "/users", plugin) == [])
        #expect(Self.problems(of: "/users", endpoint: ["version": "v3"], plugin) == [])
        #expect(Self.problems(of: "/users{/page}", endpoint: ["page": 1], plugin) == [])
    }

    @Test func `where a plugin in front makes the path, the tokens of an endpoint may stand in that one`() async throws
    {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(
            .get("/users", .pathTokens(["version": "v2"])),
            Rewrite { $0 = "/{version}" + $0 },
            PathTokens(),
            transport: transport
        )
        try await client.call("it")
        #expect(transport.targets == ["/v1/v2/users"])
        #expect(Self.problems(of: "/users", endpoint: ["version": "v2"], PathTokens(), Rewrite { _ in }).count == 1)
    }

    @Test func `the problems of every endpoint are listed`() {
        let error = #expect(throws: ServiceError.self) {
            try ServiceClient(
                name: "test",
                baseURL: "https://api.test",
                endpoints: ["a": .get("/{x}{#y}"), "b": .get("/{x}"), "c": .get("/{x}", .pathTokens(["y": 1]))],
                transport: FakeTransport(),
                plugins: [PathTokens()]
            )
        }
        #expect(error?.problems.map(\.endpoint) == ["a", "c"])
    }
}
