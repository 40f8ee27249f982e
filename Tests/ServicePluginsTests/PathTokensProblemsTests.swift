import ServiceCore
import ServicePlugins
import Testing

/// What is wrong with the path of an endpoint is known when the client is made.
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
                    "it": EndpointDefinition(.get, path, options: [ServiceOption](endpoint.map { .pathTokens($0) }))
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

    @Test func `the problems of every endpoint are listed`() {
        let error = #expect(throws: ServiceError.self) {
            try ServiceClient(
                name: "test",
                baseURL: "https://api.test",
                endpoints: ["a": .get("/{x}{#y}"), "b": .get("/{x}"), "c": .get("/a/../{x}")],
                transport: FakeTransport(),
                plugins: [PathTokens()]
            )
        }
        #expect(error?.problems.map(\.endpoint) == ["a", "c"])
    }
}
