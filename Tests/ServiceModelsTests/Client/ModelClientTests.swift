import ServiceCore
import ServiceModels
import ServicePlugins
import Testing

/// A client whose methods are declared once.
struct ModelClientTests {
    struct ListUsers: ParameterObject, DefaultInitializable {
        var page: Int?
        var tags: [String] = []
        var trace: String?
        var team: String?
    }

    struct RenameUser: ParameterObject, DefaultInitializable {
        var id = 0
        var username = ""
        var note: String?

        func validate(_ validation: inout Validation) {
            validation.check("username", username, length: 1...)
        }
    }

    struct User: Codable, Sendable, Equatable { var id: Int }

    struct Users: Sendable {
        let listUsers = ServiceMethod<ListUsers, DynamicValue>(
            .get("/users{?page,tags*}"),
            query: ["team"],
            headers: ["trace": "x-trace"]
        )
        let createUser = ServiceMethod<CreateUser, User>(.post("/teams/{team}/users"))
        let renameUser = ServiceMethod<RenameUser, User>(.put("/users/{id}"))
        let deleteUser = ServiceMethod<Void, Void>(.delete("/users/{id}"))
        let export = ServiceMethod<Void, [UInt8]>(.get("/export"))
        let touch = ServiceMethod<ListUsers, Void>(.post("/touch"))
        var computed: ServiceMethod<Void, Void> { ServiceMethod(.get("/computed")) }
    }

    static func client(
        _ transport: FakeTransport,
        codec: some ServiceCodec = .json
    ) throws -> ModelClient<Users> {
        try ModelClient(
            Users(),
            name: "users",
            baseURL: "https://api.test/v1",
            codec: codec,
            transport: transport,
            plugins: [PathTokens(), QueryParams(), Headers(), Timeout(nil)]
        )
    }

    @Test func `with a model, with keywords, with a builder, with nothing`() async throws {
        let transport = FakeTransport { _, _ in .json(#"{"id":7}"#) }
        let users = try Self.client(transport)
        try await users.listUsers(ListUsers(page: 2))
        try await users.listUsers(page: 2)
        try await users.listUsers.call { Field(\.page, 2) }
        try await users.listUsers.call(from: ListUsers(page: 1)) { Field(\.page, 2) }
        try await users.listUsers.call(ListUsers(page: 2))
        #expect(transport.lines == Array(repeating: "GET /v1/users?page=2", count: 5))
        try await users.listUsers()
        #expect(transport.lines.last == "GET /v1/users")
        #expect(try await users.renameUser(id: 3, username: "a").data == User(id: 7))
    }

    @Test func `properties go into path, query, header fields and payload`() async throws {
        let transport = FakeTransport { _, _ in .json(#"{"id":7}"#) }
        let users = try Self.client(transport)
        try await users.listUsers(page: 1, tags: ["a b", "c"], team: "x", trace: "t")
        try await users.renameUser(id: 3, username: "a/b", note: "n")
        try await users.deleteUser(id: "a/b")
        try await users.touch()
        try await users.export()
        #expect(
            transport.lines
                == [
                    "GET /v1/users?page=1&tags=a%20b&tags=c&team=x", #"PUT /v1/users/3 {"username":"a\/b","note":"n"}"#,
                    "DELETE /v1/users/a%2Fb", #"POST /v1/touch {"tags":[]}"#, "GET /v1/export",
                ].map { $0 }
                || transport.lines[1] == #"PUT /v1/users/3 {"note":"n","username":"a\/b"}"#
        )
        #expect(transport.requests[0].headers["x-trace"] == "t")
    }

    @Test func `a keyword that the model lacks is a value of the path or an option`() async throws {
        let transport = FakeTransport { _, _ in .json(#"{"id":7}"#) }
        let users = try Self.client(transport)
        try await users.createUser(
            team: "core",
            username: "u",
            tags: [String](),
            role: Role.reader,
            query: ["dry": true],
            headers: ["x-trace": "t"],
            timeout: 2
        )
        #expect(transport.requests[0].url.requestTarget == "/v1/teams/core/users?dry=true")
        #expect(transport.requests[0].headers["x-trace"] == "t")
        try await users.createUser(CreateUser(username: "u"), team: "core", timeout: 2)
        try await users.createUser.call(CreateUser(username: "u"), .parameters(["team": "core"]))
        #expect(transport.requests[1].url.path == "/v1/teams/core/users")
        #expect(transport.requests[2].url.path == "/v1/teams/core/users")
    }

    @Test func `an input that cannot be made is an error of the call with all the problems`() async throws {
        let transport = FakeTransport()
        let users = try Self.client(transport)
        let error = await #expect(throws: ServiceError.self) {
            try await users.createUser(usrname: "u", age: "3", timeot: 2, tem: "x")
        }
        #expect(error?.code == .invalidParameter)
        #expect(error?.service == "users")
        #expect(error?.endpoint == "createUser")
        let problems = (error?.cause as? ModelError)?.problems
        #expect(problems?.map(\.kind) == [.missing, .mistyped, .missing, .missing, .unknown, .unknown, .unknown])
        let texts = problems?.map(\.description) ?? []
        #expect(texts.contains(#""usrname" is unknown; did you mean "username"?"#))
        #expect(texts.contains(#""timeot" is unknown; did you mean "timeout"?"#))
        #expect(texts.contains { $0.hasPrefix(#""tem" is unknown; did you mean "team""#) })
        #expect(
            error?.message == #"CreateUser cannot be made: "username" is missing: give String, and 6 more problems"#
        )
        #expect(transport.lines.isEmpty)
    }

    @Test func `rules are checked before anything is sent, by every door`() async throws {
        let transport = FakeTransport()
        let users = try Self.client(transport)
        let bad = RenameUser(id: 3)
        let doors: [@Sendable () async throws -> Void] = [
            { try await users.renameUser(bad) }, { try await users.renameUser(id: 3) },
            { try await users.renameUser.call { Field(\.id, 3) } }, { try await users.renameUser.call(bad) },
            { try await users.renameUser() }, { try await users.renameUser(bad, timeout: 2) },
        ]
        for door in doors {
            let error = await #expect(throws: ServiceError.self) { try await door() }
            #expect((error?.cause as? ModelError)?.problems.map(\.name) == ["username"])
        }
        #expect(transport.lines.isEmpty)
    }

    @Test func `a wrong model, two models, a model and its keywords, an unknown keyword without input`() async throws {
        let users = try Self.client(FakeTransport())
        let doors: [(@Sendable () async throws -> Void, ModelProblem.Kind)] = [
            ({ try await users.createUser(RenameUser(), timeout: 2) }, .mistyped),
            ({ try await users.renameUser(RenameUser(), RenameUser()) }, .repeated),
            ({ try await users.renameUser(RenameUser(id: 1, username: "a"), username: "b") }, .unread),
            ({ try await users.deleteUser(idd: 3) }, .unknown),
            (
                { try await users.createUser(username: "a", tags: [""], role: "reader", team: "a", team: "b") },
                .repeated
            ),
        ]
        for (door, kind) in doors {
            let error = await #expect(throws: ServiceError.self) { try await door() }
            #expect((error?.cause as? ModelError)?.problems.map(\.kind) == [kind])
        }
    }

    @Test func `an option of the wrong kind`() async throws {
        let users = try Self.client(FakeTransport())
        let error = await #expect(throws: ServiceError.self) { try await users.deleteUser(id: 1, timeout: "long") }
        #expect(error?.code == .invalidOption)
        #expect(error?.endpoint == "deleteUser")
    }

    @Test func `a value of the path that is missing is told by what fills the path`() async throws {
        let users = try Self.client(FakeTransport())
        let error = await #expect(throws: ServiceError.self) { try await users.deleteUser() }
        #expect(error?.message.contains("{id}") == true)
    }

    @Test func `a method that is no stored property`() async throws {
        let users = try Self.client(FakeTransport())
        let error = await #expect(throws: ServiceError.self) { try await users.computed() }
        #expect(error?.code == .unknownEndpoint)
        #expect(error?.message.contains("no stored property of Users") == true)
    }

    @Test func `all problems of an interface in one error`() {
        struct Wrong: Sendable {
            let list = ServiceMethod<ListUsers, Void>(.get("/users{?page}"), query: ["tagz"], headers: ["trace": "x-t"])
            let broken = ServiceMethod<Void, Void>(.get("/{"))
        }
        let error = #expect(throws: ServiceError.self) {
            try ModelClient(Wrong(), name: "w", baseURL: "https://api.test", transport: FakeTransport())
        }
        let problems = error?.problems.map(\.description) ?? []
        #expect(problems.contains { $0.contains(#"endpoint "broken""#) })
        #expect(problems.contains { $0.contains("install QueryParams") })
        #expect(problems.contains { $0.contains("install Headers") })
        #expect(problems.contains { $0.contains(#"no property "tagz" to place; did you mean "tags""#) })
        #expect(problems.contains { $0.contains(#"nothing takes the property "team""#) })
        let none = #expect(throws: ServiceError.self) {
            try ModelClient(1, name: "w", baseURL: "https://api.test", transport: FakeTransport())
        }
        #expect(none?.problems.count == 1)
    }

    @Test func `two properties that hold one method`() {
        struct Twins: Sendable {
            let first: ServiceMethod<Void, Void>
            let second: ServiceMethod<Void, Void>
        }
        let method = ServiceMethod<Void, Void>(.get("/a"))
        let error = #expect(throws: ServiceError.self) {
            try ModelClient(
                Twins(first: method, second: method),
                name: "t",
                baseURL: "https://api.test",
                transport: FakeTransport()
            )
        }
        #expect(error?.problems.count == 1)
        #expect(error?.problems.first?.description.contains(#"the same object as "first""#) == true)
    }

    @Test func `the description lists the methods with their keywords`() throws {
        let lines = try Self.client(FakeTransport()).description.split(separator: "\n")
        #expect(lines.count == 6)
        #expect(lines[3] == "deleteUser(id)  DELETE /users/{id}")
        #expect(
            lines[2]
                == "renameUser(id: Int (optional), username: String (optional), note: String (optional))  PUT /users/{id}"
        )
    }

    @Test func `the description does not tell the secrets of a path`() throws {
        struct Keyed: Sendable {
            let list = ServiceMethod<Void, Void>(.get("/users?api_key=s3cr3t-k3y&page=1"))
        }
        let client = try ModelClient(Keyed(), name: "t", baseURL: "https://api.test", transport: FakeTransport())
        #expect(!client.description.contains("s3cr3t"))
        #expect(client.description.contains("page=1"))
    }

    @Test func `an unknown keyword is told beside those that a person may give`() async throws {
        let users = try Self.client(FakeTransport())
        let error = await #expect(throws: ServiceError.self) { try await users.deleteUser(zzzzzzzzzz: 1) }
        let text = "\(error as Any)"
        #expect(text.contains(#""zzzzzzzzzz" is unknown"#))
        #expect(!text.contains("pageLink"))
    }
}
