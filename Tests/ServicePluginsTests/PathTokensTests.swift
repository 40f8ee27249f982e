import ServiceCore
import ServicePlugins
import Testing

/// REFERENCE: "fills `{name}` in the path, percent-encoded; a name used twice is filled twice; consumed parameters leave the
/// request; a placeholder without a value is an error that names it".
struct PathTokensTests {
    struct Expansion: Sendable, CustomTestStringConvertible {
        let path: String
        let tokens: Parameters
        let target: String

        init(_ path: String, _ tokens: Parameters, _ target: String) {
            self.path = path
            self.tokens = tokens
            self.target = "/v1" + target
        }

        var testDescription: String { "\(path) -> \(target)" }
    }

    static func target(of path: String, _ options: ServiceOption...) async throws -> [String] {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get(path), PathTokens(), QueryParams(), transport: transport)
        try await client.call("it", payload: .none, options: options)
        return transport.targets
    }

    @Test(arguments: [
        Expansion("/users/{userId}", ["userId": 21], "/users/21"),
        Expansion("/a/{id}/b/{id}", ["id": "x y"], "/a/x%20y/b/x%20y"),
        Expansion("/{a}/{b}", ["b": 1, "a": 2], "/2/1"),
        Expansion("/no/token", [:], "/no/token"),
        Expansion("/already/a%2Fb", [:], "/already/a%2Fb"),
        Expansion("/literal/ü", [:], "/literal/%C3%BC"),
        Expansion("/{+x}", ["x": ""], "/"),
        Expansion("/p{/x}", ["x": ""], "/p/"),
        Expansion("/p{/x,y}", ["x": "", "y": ""], "/p//"),
        Expansion("/p{.x}", ["x": ""], "/p."),
        Expansion("/p{?x}", ["x": ""], "/p?x="),
        Expansion("/p?a={x}", ["x": ""], "/p?a="),
        Expansion("/p{?y}&a={x}", ["x": "", "y": 1], "/p?y=1&a="),
        Expansion("/{x:3}", ["x": "abcdef"], "/abc"),
    ])
    func `tokens fill the path, a name used twice is filled twice`(_ expansion: Expansion) async throws {
        #expect(try await Self.target(of: expansion.path, .pathTokens(expansion.tokens)) == [expansion.target])
    }

    @Test(arguments: [
        ("a/b", "a%2Fb"), ("100%", "100%25"), ("%2F", "%252F"), ("a?b", "a%3Fb"), ("a#b", "a%23b"), ("a b", "a%20b"),
        ("a+b", "a%2Bb"), ("ü", "%C3%BC"), ("日本", "%E6%97%A5%E6%9C%AC"), ("😀", "%F0%9F%98%80"),
        ("a&b=c;d", "a%26b%3Dc%3Bd"),
        ("{x}", "%7Bx%7D"), ("\r\n", "%0D%0A"), ("\u{0}", "%00"), ("aZ09-._~", "aZ09-._~"), ("a/../b", "a%2F..%2Fb"),
        ("%2e%2e", "%252e%252e"), ("...", "..."),
    ])
    func `a value is percent-encoded`(value: String, encoded: String) async throws {
        #expect(try await Self.target(of: "/{x}/end", .pathTokens(["x": value])) == ["/v1/\(encoded)/end"])
    }

    @Test(arguments: [
        Expansion("/p/{x}", ["x": ["a", "b/c"]], "/p/a,b%2Fc"),
        Expansion("/p/{+x}", ["x": "a/b?c=ü"], "/p/a/b?c=%C3%BC"),
        Expansion("/p{.x}", ["x": ["a", "b"]], "/p.a,b"),
        Expansion("/p{/x*}", ["x": ["a", "b/c"]], "/p/a/b%2Fc"),
        Expansion("/p{;x,y}", ["x": 1, "y": ""], "/p;x=1;y"),
        Expansion("/p{?x*}", ["x": ["a", "b"]], "/p?x=a&x=b"),
        Expansion("/p{?x,y}", ["x": "../..", "y": 2], "/p?x=..%2F..&y=2"),
        Expansion("/p?f=1{&x}", ["x": "a b"], "/p?f=1&x=a%20b"),
        Expansion("/p{;x*}", ["x": ["hue": "red", "size": "l"]], "/p;hue=red;size=l"),
    ])
    func `every operator of RFC 6570 but the fragment`(_ expansion: Expansion) async throws {
        #expect(try await Self.target(of: expansion.path, .pathTokens(expansion.tokens)) == [expansion.target])
    }

    @Test(arguments: ["/p{/x}", "/p{.x}", "/p{;x}", "/p{?x}", "/p?y=1{&x}"], [nil, [], [:]] as [ParameterValue])
    func `an optional form vanishes without a value`(path: String, value: ParameterValue) async throws {
        let target = path.contains("&") ? "/v1/p?y=1" : "/v1/p"
        #expect(try await Self.target(of: path) == [target])
        #expect(try await Self.target(of: path, .pathTokens(["x": value])) == [target])
    }

    @Test func `optional values and arrays of the program`() async throws {
        let present: Int? = 7
        let list: [String?] = ["a", nil, "b"]
        let tokens: Parameters = ["x": present, "y": list]
        #expect(try await Self.target(of: "/{x}/{y}", .pathTokens(tokens)) == ["/v1/7/a,b"])
    }

    @Test(arguments: LevelCase.all(client: "1", endpoint: "2", call: "3"))
    func `client < endpoint < call`(_ levels: LevelCase<String>) async throws {
        let transport = FakeTransport()
        let log = Log<OptionLevel?>()
        let client = try ServiceClient.testing(
            EndpointDefinition(
                "/p{/x}",
                options: [ServiceOption](levels.endpoint.map { .pathTokens(["x": $0]) })
            ),
            PathTokens(levels.client.map { ["x": $0] } ?? [:]),
            Watch(log: log) { $0.options.level(of: PathTokensOption.self) },
            transport: transport
        )
        try await client.call(
            "it",
            payload: .none,
            options: [ServiceOption](levels.call.map { .pathTokens(["x": $0]) })
        )
        #expect(transport.targets == ["/v1/p" + (levels.winner.map { "/\($0)" } ?? "")])
        #expect(log.entries == [levels.level])
    }

    @Test func `the levels are merged name by name`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(
            .get("/{a}/{b}/{c}", .pathTokens(["b": "endpoint", "c": "endpoint"])),
            PathTokens(["a": "client", "b": "client", "c": "client"]),
            transport: transport
        )
        try await client.call("it", .pathTokens(["c": "call"]))
        #expect(transport.targets == ["/v1/client/endpoint/call"])
    }

    @Test func `nil in a call takes a weaker value away`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get("/p{/x}"), PathTokens(["x": 1]), transport: transport)
        try await client.call("it", .pathTokens(["x": nil]))
        #expect(transport.targets == ["/v1/p"])
    }

    @Test func `the query form of RFC 6570 stands in front of QueryParams`() async throws {
        let path = "/users{?page}"
        #expect(
            try await Self.target(of: path, .pathTokens(["page": 2]), .query(["size": 10])) == [
                "/v1/users?page=2&size=10"
            ]
        )
        #expect(try await Self.target(of: path, .query(["size": 10])) == ["/v1/users?size=10"])
    }
}
