import ServiceCore
import ServiceMocks
import ServiceURLSession
import Testing

struct StubServiceTests {
    static func client(_ transport: some Transport, plugins: [any ServicePlugin] = []) throws -> ServiceClient {
        try ServiceClient(
            name: "users",
            baseURL: "https://api.test/v1",
            endpoints: [
                "list": .get("/users"), "page": .get("/users?page=2&tag=a&tag=b"), "one": .get("/users/7"),
                "create": .post("/users"), "delete": .delete("/users/7"),
            ],
            transport: transport,
            plugins: plugins
        )
    }

    @Test func `the first stub that matches answers`() async throws {
        let service = try StubService(
            baseURL: "https://api.test/v1/",
            .get("/users").answers(.json([1])),
            .get("/users/{id}").answers { call in .json(["id": .string(call.parameters["id"] ?? "")]) },
            .any("/users/7").answers(.status(204)),
            .post("/users").answers(.json(["id": 1], status: 201))
        )
        let client = try Self.client(service)
        #expect(try await client.call("list").data == [1])
        #expect(try await client.call("one").data["id"] == "7")
        #expect(try await client.call("delete").status == 204)
        #expect(try await client.call("create", payload: ["a": 1]).status == 201)
        try service.verify()
        #expect(service.calls.map(\.number) == [1, 2, 3, 4])
        #expect(service.calls.map(\.path) == ["/users", "/users/7", "/users/7", "/users"])
        #expect(service.calls[1].parameters == ["id": "7"])
        #expect(try service.calls[3].json == ["a": 1])
        #expect(service.calls[3].headers["content-type"] == "application/json")
        #expect(service.calls[3].stub?.description == "POST /users")
    }

    static let requirements: [(Stub, StubCallSpecification, String?)] = [
        (.get("/a?page=2"), .init("/a", "page=2&x=1"), nil),
        (.get("/a?page=2"), .init("/a", "page=3"), "query page is \"3\", not \"2\""),
        (.get("/a").query(["page": 2, "tag": ["a", "b"]]), .init("/a", "tag=a&page=2&tag=b"), nil),
        (
            .get("/a").query(["tag": ["a", "b"]]), .init("/a", "tag=b&tag=a"),
            "query tag is \"b\", \"a\", not \"a\", \"b\""
        ),
        (.get("/a").query(["q": "a b+c&"]), .init("/a", "q=a%20b%2Bc%26"), nil),
        (.get("/a").query(["page": 2]), .init("/a"), "query page is missing, not \"2\""),
        (.get("/a").query(["page": nil]), .init("/a", "page=1"), "query page is \"1\", not missing"),
        (.get("/a").query(["page": 2], exactly: true), .init("/a", "page=2&x=1"), "query x should not be there"),
        (.get("/a").query(["token": "t"]), .init("/a", "token=u"), "query token is <redacted>, not <redacted>"),
        (.get("/a").headers(["Accept": "text/csv"]), .init("/a", headers: ["accept": "text/csv", "x": "1"]), nil),
        (
            .get("/a").headers(["accept": "text/csv"]), .init("/a", headers: ["accept": "*/*"]),
            "header accept is \"*/*\", not \"text/csv\""
        ),
        (
            .get("/a").headers(["authorization": "a"]), .init("/a", headers: ["authorization": "b"]),
            "header authorization is <redacted>, not <redacted>"
        ),
        (.get("/a").headers(["x": "1"]), .init("/a"), "header x is missing, not \"1\""),
        (.get("/a").headers(["x": "1", "x": "2"]), .init("/a", headers: ["x": "1", "x": "2"]), nil),
        (
            .get("/a").headers(["x": "1"]), .init("/a", headers: ["x": "1", "x": "2"]),
            "header x is \"1\", \"2\", not \"1\""
        ),
        (.get("/a").body("hello"), .init("/a", body: "hello"), nil),
        (.get("/a").body("hello"), .init("/a", body: "hallo"), "body is \"hallo\", not \"hello\""),
        (.get("/a").body([0x61]), .init("/a"), "body is empty, not \"a\""),
        (.get("/a").json(["a": 1]), .init("/a", body: #" { "a" : 1.0 } "#), nil),
        (.get("/a").json(["a": 1]), .init("/a", body: #"{"a": 1, "b": 2}"#), "body.b is 2, and should not be there"),
        (.get("/a").json(containing: ["a": ["b": 1]]), .init("/a", body: #"{"x": 0, "a": {"b": 1, "c": 2}}"#), nil),
        (.get("/a").json(["a": 1]), .init("/a"), "there is no body"),
        (.get("/a").json(["a": 1]), .init("/a", body: "<a>"), "body is no JSON: \"<a>\""),
        (.get("/a").matching("is short") { $0.body.count < 3 }, .init("/a", body: "hi"), nil),
        (
            .get("/a").matching("is short") { $0.body.count < 3 }, .init("/a", body: "long"),
            "not so that the request is short"
        ),
        (.post("/a"), .init("/a"), "method is GET, not POST"),
        (.get("/b/{id}"), .init("/a"), "path is /a, not /b/{id}"),
    ]

    @Test(arguments: requirements)
    func `a stub asks for method, path, query, fields and body`(
        _ stub: Stub,
        call: StubCallSpecification,
        difference: String?
    ) async throws {
        let service = try StubService(stub)
        let client = call.client(service)
        if let difference {
            let error = await #expect(throws: TransportError.self) { try await client() }
            #expect((error?.cause as? MockError)?.code == .noStub)
            #expect(error?.message.contains(difference) == true, "\(error?.message ?? "")")
            #expect(throws: MockError.self) { try service.verify() }
        } else {
            try await client()
            try service.verify()
        }
    }

    @Test func `a call that no stub answers fails with the nearest, and so does the verification`() async throws {
        let service = try StubService(
            .get("/v1/orders/{id}"),
            .get("/v1/things"),
            .delete("/v1/users"),
            .post("/v1/users").json(containing: ["name": "Ada"])
        )
        let client = try Self.client(service)
        let error = await #expect(throws: ServiceError.self) {
            try await client.call("create", payload: ["name": "Bob", "password": "secret"] as DynamicValue)
        }
        #expect(error?.code == .transportFailed)
        let message = error?.transportError?.message
        #expect(
            message == """
                no stub answers POST /v1/users, body {"name":"Bob","password":"<redacted>"}
                    POST /v1/users, body containing {"name":"Ada"}: body.name is "Bob", not "Ada"
                    DELETE /v1/users: method is POST, not DELETE
                    GET /v1/orders/{id}: method is POST, not GET; path is /v1/users, not /v1/orders/{id}
                """
        )
        let failure = #expect(throws: MockError.self) { try service.verify() }
        #expect(failure?.code == .unexpectedCalls)
        #expect(failure?.message.contains("no stub answers POST /v1/users") == true)
        #expect(failure?.message.contains("GET /v1/things: called 0 of 1 time") == true)
        #expect(service.calls.map(\.stub?.description) == [nil])
    }

    @Test func `several answers come once each, in order`() async throws {
        let service = try StubService(
            baseURL: "/v1",
            .get("/users").answers(.status(503), .status(429), .json([1]))
        )
        let client = try Self.client(service)
        var statuses: [Int] = []
        for _ in 0..<3 {
            #expect(throws: MockError.self) { try service.verify() }
            statuses.append(try await client.call("list").status.code)
        }
        #expect(statuses == [503, 429, 200])
        try service.verify()
        let error = await #expect(throws: ServiceError.self) { try await client.call("list") }
        #expect(error?.transportError?.message.contains("has been called 3 times, and may not be called again") == true)
    }

    @Test(arguments: [
        (Stub.get("/v1/users").answers(.status(200)), [1, 2, 5], [0]),
        (.get("/v1/users"), [1, 3], [0]),
        (.get("/v1/users").answers { _ in .status(200) }, [1, 4], [0]),
        (.get("/v1/users").times(2), [2], [0, 1, 3]),
        (.get("/v1/users").times(1...3), [1, 2, 3], [0, 4]),
        (.get("/v1/users").answers(.status(200), .status(201)).times(3), [3], [2, 4]),
        (.get("/v1/users").optional(), [0, 1, 5], []),
        (.get("/v1/users").times(0), [0], [1]), (.get("/v1/users").times(-1), [0], [1]),
    ])
    func `how often a stub must be called`(stub: Stub, right: [Int], wrong: [Int]) async throws {
        for count in right + wrong {
            let service = try StubService(stub)
            let client = try Self.client(service)
            for _ in 0..<count { _ = try? await client.call("list") }
            if right.contains(count) {
                try service.verify()
            } else {
                #expect(throws: MockError.self) { try service.verify() }
            }
        }
    }

    @Test func `a request moves the service from one state to another`() async throws {
        let service = try StubService(
            baseURL: "/v1",
            .get("/users").when(Stub.initialState).answers(.json([])),
            .post("/users").answers(.status(201)).then("one user"),
            .get("/users").when("one user").answers(.json([1]))
        )
        let client = try Self.client(service)
        #expect(try await client.call("list").data == [])
        #expect(try await client.call("list").data == [])
        try await client.call("create")
        #expect(service.state == "one user")
        #expect(try await client.call("list").data == [1])
        try service.verify()

        let strict = try StubService(baseURL: "/v1", .get("/users").when("never"))
        let error = await #expect(throws: ServiceError.self) { try await Self.client(strict).call("list") }
        #expect(error?.transportError?.message.contains("the state is \"initial\"") == true)
    }

    @Test func `what a function throws fails the call`() async throws {
        let service = try StubService(
            baseURL: "/v1",
            .get("/users").answers { _ in throw TransportError(.connectionFailed, "down") }
        )
        let error = await #expect(throws: ServiceError.self) { try await Self.client(service).call("list") }
        #expect(error?.transportError?.code == .connectionFailed)
    }

    @Test func `faults of an answer happen`() async throws {
        let service = try StubService(baseURL: "/v1", .get("/users").answers(.text("[1]").with(.reset()), .json([1])))
        let client = try Self.client(service)
        let error = await #expect(throws: ServiceError.self) { try await client.call("list") }
        #expect(error?.transportError?.code == .connectionLost)
        #expect(try await client.call("list").data == [1])
    }

    @Test func `answers in sequence are exact for 64 callers at once`() async throws {
        let service = try StubService(
            baseURL: "/v1",
            .get("/users").answers(inOrder: (0..<256).map { .json([.init($0)]) })
        )
        let client = try Self.client(service)
        let numbers = try await withThrowingTaskGroup(of: [Int].self) { group in
            for _ in 0..<64 {
                group.addTask {
                    var numbers: [Int] = []
                    for _ in 0..<4 { numbers.append(try await client.call("list").data[0].int ?? -1) }
                    return numbers
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(numbers.sorted() == Array(0..<256))
        try service.verify()
    }

    @Test func `a service answers behind a server too`() async throws {
        let service = try StubService(
            baseURL: "/v1",
            .get("/users?page=2").query(["tag": ["a", "b"]]).answers(.json([2])),
            .post("/users").json(["a": 1]).answers(.status(201))
        )
        try await MockServer.withServer {
            try await service.answer($0)
        } _: { server in
            let client = try ServiceClient(
                name: "users",
                baseURL: server.url + "/v1",
                endpoints: [
                    "page": .get("/users?page=2&tag=a&tag=b"), "create": .post("/users"), "none": .get("/none"),
                ],
                transport: .urlSession()
            )
            #expect(try await client.call("page").data == [2])
            #expect(try await client.call("create", payload: ["a": 1]).status == 201)
            try service.verify()
            let none = await #expect(throws: ServiceError.self) { try await client.call("none") }
            #expect(none?.status == 500)
            #expect(
                none?.response.map { String(decoding: $0.bytes, as: UTF8.self) }?.contains("no stub answers GET /none")
                    == true
            )
            await client.close()
        }
        #expect(throws: MockError.self) { try service.verify() }
    }
}

/// A request that a test sends to stubs.
struct StubCallSpecification: Sendable, CustomTestStringConvertible {
    let path: String
    let query: String?
    let headers: HeaderFields
    let body: String

    init(_ path: String, _ query: String? = nil, headers: HeaderFields = [:], body: String = "") {
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    var testDescription: String { "\(path)?\(query ?? "") \(headers) \(body)" }

    /// Sends the request over a transport.
    func client(_ transport: some Transport) -> @Sendable () async throws -> Void {
        {
            let origin = ServiceURL.Origin(scheme: "https", host: "api.test")
            let request = ServiceRequest(
                url: ServiceURL(origin: origin, path: path, query: query),
                headers: headers,
                body: body.isEmpty ? .none : .bytes(Array(body.utf8))
            )
            try await transport.send(request, deadline: nil) { _ in }
        }
    }
}
