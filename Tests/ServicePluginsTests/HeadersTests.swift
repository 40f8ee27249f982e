import ServiceCore
import ServicePlugins
import Testing

/// REFERENCE: "case-insensitive merge", client < endpoint `headers` < call `headers`.
struct HeadersTests {
    static func lines(
        client: HeaderFields = [:],
        endpoint: HeaderFields? = nil,
        call: HeaderFields? = nil
    ) async throws -> [String] {
        let transport = FakeTransport()
        let users = try ServiceClient.testing(
            EndpointDefinition("/p", options: [ServiceOption](endpoint.map { .headers($0) })),
            Headers(client),
            transport: transport
        )
        try await users.call("it", payload: .none, options: [ServiceOption](call.map { .headers($0) }))
        return transport.exchanges.flatMap(\.request.headers).map { "\($0.name.rawValue): \($0.value)" }
    }

    @Test(arguments: LevelCase.all(client: "1", endpoint: "2", call: "3"))
    func `client < endpoint < call`(_ levels: LevelCase<String>) async throws {
        let lines = try await Self.lines(
            client: levels.client.map { ["x-level": $0] } ?? [:],
            endpoint: levels.endpoint.map { ["X-Level": $0] },
            call: levels.call.map { ["X-LEVEL": $0] }
        )
        let name =
            switch levels.level {
            case .call: "X-LEVEL"
            case .endpoint: "X-Level"
            default: "x-level"
            }
        #expect(lines == (levels.winner.map { ["\(name): \($0)"] } ?? []))
    }

    struct Merge: Sendable, CustomTestStringConvertible {
        let weaker: HeaderFields
        let stronger: HeaderFields
        let lines: [String]
        var testDescription: String { lines.joined(separator: " | ") }
    }

    @Test(arguments: [
        Merge(weaker: ["a": "1", "b": "2"], stronger: ["c": "3"], lines: ["a: 1", "b: 2", "c: 3"]),
        Merge(weaker: ["a": "1", "b": "2", "c": "3"], stronger: ["B": "4"], lines: ["a: 1", "c: 3", "B: 4"]),
        Merge(weaker: ["a": "1", "A": "2", "b": "3"], stronger: ["a": "4"], lines: ["b: 3", "a: 4"]),
        Merge(weaker: ["a": "1"], stronger: ["a": "2", "A": "3"], lines: ["a: 2", "A: 3"]),
        Merge(weaker: ["a": "1", "a": "2"], stronger: ["b": "3"], lines: ["a: 1", "a: 2", "b: 3"]),
        Merge(weaker: ["a": "1"], stronger: ["a": ""], lines: ["a: "]),
        Merge(weaker: ["a": "1"], stronger: [:], lines: ["a: 1"]),
    ])
    func `merged without regard to case, every value of a name at once`(_ merge: Merge) async throws {
        #expect(try await Self.lines(client: merge.weaker, call: merge.stronger) == merge.lines)
        #expect(try await Self.lines(client: merge.weaker, endpoint: merge.stronger) == merge.lines)
        #expect(try await Self.lines(endpoint: merge.weaker, call: merge.stronger) == merge.lines)
    }

    @Test func `a field of an earlier plugin is replaced as one of a weaker level`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(
            .get("/p"),
            FieldSetter(name: "X-One", value: "earlier"),
            Headers(["x-one": "headers"]),
            FieldSetter(name: "X-Two", value: "later"),
            transport: transport
        )
        try await client.call("it")
        #expect(transport.exchanges.map(\.request.headers) == [["x-one": "headers", "X-Two": "later"]])
    }

    @Test func `the codec leaves a content type of a call as it is`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.post("/p"), Headers(), transport: transport)
        try await client.call("it", payload: ["a": 1], .headers(["Content-Type": "application/merge-patch+json"]))
        try await client.call("it", payload: ["a": 1])
        let types = transport.exchanges.map { $0.request.headers.values(.contentType) }
        #expect(types == [["application/merge-patch+json"], ["application/json"]])
    }

    @Test func `the keyword headers gives fields, a list one for each value`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get("/p"), Headers(["accept": "text/plain"]), transport: transport)
        try await client.dynamic.it(headers: ["Accept": ["text/csv", "text/html"]])
        #expect(transport.exchanges.map { $0.request.headers.values("accept") } == [["text/csv", "text/html"]])
    }

    static let badFields: [HeaderField] = [
        HeaderField(name: "", value: "x"), HeaderField(name: "a b", value: "x"), HeaderField(name: "a:", value: "x"),
        HeaderField(name: "ü", value: "x"), HeaderField(name: "a\r\nb", value: "x"),
        HeaderField(name: "x", value: "a\rb"),
        HeaderField(name: "x", value: "a\nb: c"), HeaderField(name: "x", value: "a\u{0}"),
        HeaderField(name: "x", value: "a\r\n"),
    ]

    @Test(arguments: badFields)
    func `what RFC 9110 forbids is refused when the client is made`(_ field: HeaderField) throws {
        let ofClient = #expect(throws: ServiceError.self) {
            try ServiceClient.testing(.get("/p"), Headers(HeaderFields([field])))
        }
        #expect(ofClient?.code == .invalidConfiguration)
        #expect(ofClient?.problems.map(\.endpoint) == [nil])
        let ofEndpoint = #expect(throws: ServiceError.self) {
            try ServiceClient.testing(.get("/p", .headers(HeaderFields([field]))), Headers())
        }
        #expect(ofEndpoint?.problems.map(\.endpoint) == ["it"])
        #expect(ofEndpoint?.problems.allSatisfy { $0.message.contains("RFC 9110") } == true)
    }

    @Test(arguments: badFields)
    func `what RFC 9110 forbids is refused when the call is made`(_ field: HeaderField) async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get("/p"), Headers(), transport: transport)
        let error = await #expect(throws: ServiceError.self) {
            try await client.call("it", .headers(HeaderFields([field])))
        }
        #expect(error?.code == .invalidRequest)
        #expect(error?.message.contains("RFC 9110") == true)
        #expect(transport.exchanges.isEmpty)
    }

    @Test func `all problems are listed, that of the client once`() throws {
        let error = #expect(throws: ServiceError.self) {
            try ServiceClient(
                name: "test",
                baseURL: "https://api.test",
                endpoints: ["one": .get("/1", .headers(["bad name": "x"])), "two": .get("/2", .headers(["b": "\n"]))],
                transport: FakeTransport(),
                plugins: [Headers(["": "x", "a": "\r"])]
            )
        }
        #expect(error?.problems.map(\.endpoint) == [nil, nil, "one", "two"])
        let messages = error?.problems.map(\.message) ?? []
        #expect(zip(messages, ["\"\"", "\"a\"", "\"bad name\"", "\"b\""]).allSatisfy { $0.contains($1) })
    }

    private struct FieldSetter: RequestPreparing {
        let name: HeaderField.Name
        let value: String

        func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
            request.headers.append(name, value)
        }
    }
}
