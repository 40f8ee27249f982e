import ServiceCore
import ServicePlugins
import Testing

/// REFERENCE: "merge; a null value removes the key", client < endpoint `query_params` < call `params`.
struct QueryParamsTests {
    static func queries(
        path: String = "/p",
        client: Parameters = [:],
        endpoint: Parameters? = nil,
        call: Parameters? = nil
    ) async throws -> [String?] {
        let transport = FakeTransport()
        let users = try ServiceClient.testing(
            EndpointDefinition(path, options: [ServiceOption](endpoint.map { .query($0) })),
            QueryParams(client),
            transport: transport
        )
        try await users.call("it", payload: .none, options: [ServiceOption](call.map { .query($0) }))
        return transport.exchanges.map(\.request.url.query)
    }

    struct Item: Sendable, CustomTestStringConvertible {
        let items: Parameters
        let query: String?

        init(_ items: Parameters, _ query: String?) {
            self.items = items
            self.query = query
        }

        var testDescription: String { query ?? "no query" }
    }

    @Test(arguments: [
        Item([:], nil),
        Item(["page": 2], "page=2"),
        Item(["z": 1, "a": 2, "m": 3], "z=1&a=2&m=3"),
        Item(
            ["on": true, "ratio": 0.5, "whole": 2.0, "big": UInt64.max],
            "on=true&ratio=0.5&whole=2&big=18446744073709551615"
        ),
        Item(["empty": ""], "empty="),
        Item(["tag": ["a", "b", "a"]], "tag=a&tag=b&tag=a"),
        Item(["tag": "a", "page": 1, "tag": "b"], "tag=a&tag=b&page=1"),
        Item(["tag": ParameterValue.list([])], nil),
        Item(["tag": ["a", nil, "b"] as [String?]], "tag=a&tag=b"),
        Item(["there": Int?.some(1), "missing": Int?.none], "there=1"),
        Item(["filter": ["size": "l", "hue": "red"] as KeyValuePairs], "filter%5Bsize%5D=l&filter%5Bhue%5D=red"),
        Item(["filter": ["b": 1, "a": 2]], "filter%5Ba%5D=2&filter%5Bb%5D=1"),
        Item(["nothing": nil], nil),
    ])
    func `items of every kind, in their order`(_ item: Item) async throws {
        #expect(try await Self.queries(call: item.items) == [item.query])
    }

    @Test(arguments: [
        ("a b", "a%20b"), ("a+b", "a%2Bb"), ("a&b", "a%26b"), ("a=b", "a%3Db"), ("100%", "100%25"), ("%20", "%2520"),
        ("a#b", "a%23b"), ("a/b?c", "a%2Fb%3Fc"), ("ü", "%C3%BC"), ("😀", "%F0%9F%98%80"), ("\r\n", "%0D%0A"),
        ("[x]", "%5Bx%5D"), ("aZ09-._~", "aZ09-._~"),
    ])
    func `names and values are percent-encoded once`(text: String, encoded: String) async throws {
        var items = Parameters()
        items[text] = .string(text)
        #expect(try await Self.queries(call: items) == ["\(encoded)=\(encoded)"])
    }

    @Test(arguments: LevelCase.all(client: 1, endpoint: 2, call: 3))
    func `client < endpoint < call`(_ levels: LevelCase<Int>) async throws {
        let queries = try await Self.queries(
            client: levels.client.map { ["x": $0] } ?? [:],
            endpoint: levels.endpoint.map { ["x": $0] },
            call: levels.call.map { ["x": $0] }
        )
        #expect(queries == [levels.winner.map { "x=\($0)" }])
    }

    @Test func `the levels are merged name by name, and a name keeps its place`() async throws {
        let queries = try await Self.queries(
            client: ["a": "client", "b": "client", "c": "client"],
            endpoint: ["d": "endpoint", "b": "endpoint"],
            call: ["e": "call", "c": "call"]
        )
        #expect(queries == ["a=client&b=endpoint&c=call&d=endpoint&e=call"])
    }

    @Test func `a stronger list replaces a weaker one and is not added to it`() async throws {
        #expect(try await Self.queries(client: ["tag": ["a", "b"]], call: ["tag": ["c"]]) == ["tag=c"])
    }

    @Test(
        arguments: [
            ([:], ["x": nil], nil), (["x": nil], [:], nil), (["x": nil], ["x": 3], "x=3"),
        ] as [(Parameters, Parameters, String?)]
    )
    func `null removes the key`(endpoint: Parameters, call: Parameters, query: String?) async throws {
        #expect(try await Self.queries(client: ["x": 1], endpoint: endpoint, call: call) == [query])
    }

    @Test func `the query of the path stays in front`() async throws {
        #expect(try await Self.queries(path: "/p?fixed=1", call: ["x": 2]) == ["fixed=1&x=2"])
        #expect(try await Self.queries(path: "/p?fixed=1") == ["fixed=1"])
    }

    @Test func `the keyword query gives items`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get("/p"), QueryParams(["api": 1]), transport: transport)
        try await client.dynamic.it(query: ["page": 2])
        #expect(transport.targets == ["/v1/p?api=1&page=2"])
    }

    @Test func `a value that is no parameter is an error of the option`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get("/p"), QueryParams(), transport: transport)
        let error = await #expect(throws: ServiceError.self) { try await client.dynamic.it(query: "page=2") }
        #expect(error?.code == .invalidOption)
        #expect(error?.message.contains("\"query\"") == true)
        #expect(transport.exchanges.isEmpty)
    }

    @Test func `a second one would add everything twice, so there is none`() throws {
        let error = #expect(throws: ServiceError.self) {
            try ServiceClient.testing(.get("/p"), QueryParams(), QueryParams(["v": 2]))
        }
        #expect(
            error?.problems.map(\.message) == [
                "the plugin QueryParams is there twice: make one of them, with the defaults of both"
            ]
        )
    }
}
