import ServiceCore
import ServicePlugins
import Testing

/// REFERENCE, fixed: a placeholder without a value is an error that names it; defect 9: a path value `..` changes the path.
struct PathTokensStrictnessTests {
    static func failure(of path: String, _ tokens: Parameters) async throws -> ServiceError? {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get(path), PathTokens(tokens), transport: transport)
        let error = await #expect(throws: ServiceError.self) { try await client.call("it") }
        #expect(transport.exchanges.isEmpty)
        #expect(error?.stage == .preparePath)
        return error
    }

    @Test(
        arguments: ["/users/{userId}", "/users/{+userId}", "/{a}/{userId}", "/{a,userId}"],
        [nil, .some(.null), [], [:]] as [ParameterValue?]
    )
    func `a placeholder without a value is an error that names it`(path: String, value: ParameterValue?) async throws {
        var tokens: Parameters = ["a": 1]
        tokens["userId"] = value
        let error = try await Self.failure(of: path, tokens)
        #expect(error?.code == .invalidParameter)
        #expect(error?.message.contains("{userId}") == true)
        #expect(error?.message.contains(path) == true)
    }

    @Test func `an optional without a value is a placeholder without a value`() async throws {
        let missing: Int? = nil
        let error = try await Self.failure(of: "/users/{userId}", ["userId": missing])
        #expect(error?.code == .invalidParameter)
    }

    @Test func `the error tells what the call gives in its place`() async throws {
        let client = try ServiceClient.testing(.get("/users/{userId}"), PathTokens())
        let error = await #expect(throws: ServiceError.self) { try await client.dynamic.it(userID: 21) }
        #expect(error?.message.contains("{userId}") == true)
        #expect(error?.message.contains("\"userID\"") == true)
    }

    @Test(
        arguments: [
            "/users/{userId}", "/users/{userId}/posts", "/{a}{userId}", "/{userId}?b={a}", "/{userId}{?userId}",
        ],
        ["", [""]] as [ParameterValue]
    )
    func `an empty value in the path is an error that names the token and the remedy`(
        path: String,
        value: ParameterValue
    ) async throws {
        let tokens: Parameters = ["a": 1, "userId": value]
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get(path), PathTokens(tokens), transport: transport)
        let error = await #expect(throws: ServiceError.self) { try await client.call("it") }
        #expect(error?.code == .invalidParameter)
        #expect(error?.stage == .preparePath)
        #expect(
            error?.message
                == "PathTokens: the token {userId} of the path \"\(path)\" is empty, which would leave a gap in it: "
                + "give another value, or write {/userId} in the place of /{userId} where it may be empty"
        )
        #expect(transport.exchanges.isEmpty)
    }

    struct Trap: Sendable, CustomTestStringConvertible {
        let path: String
        let value: ParameterValue

        init(_ path: String, _ value: ParameterValue) {
            self.path = path
            self.value = value
        }

        var testDescription: String { "\(path) with \(value.texts)" }
    }

    @Test(arguments: [
        Trap("/u/{x}", "."), Trap("/u/{x}", ".."), Trap("/u/{x}/y", ".."), Trap("/u/{x}{x}", "."), Trap("/u/.{x}", "."),
        Trap("/u/{+x}", "a/../b"), Trap("/u/{+x}", "../b"), Trap("/u/{+x}", "a/."), Trap("/u/{+x}", "%2e"),
        Trap("/u/{+x}", "%2E%2e"), Trap("/u/{+x}", ".%2e/b"), Trap("/u/{+x}", "a/%2e./b?c"),
        Trap("/u/{/x*}", ["a", ".."]),
        Trap("/u{/x*}", ["a", "..", "b"]), Trap("/u/{.x}", "."), Trap("/u/{.x}", ""), Trap("/u/{x:1}", ".hidden"),
        Trap("/u/{x}?q=1", ".."), Trap("/u/{x}{?x}", ".."),
    ])
    func `a segment that becomes a dot segment is refused`(_ trap: Trap) async throws {
        let error = try await Self.failure(of: trap.path, ["x": trap.value])
        #expect(error?.code == .invalidParameter)
        #expect(error?.message.contains("leads to another path") == true)
    }

    @Test func `a value that makes a fragment is refused`() async throws {
        let error = try await Self.failure(of: "/u/{+x}", ["x": "a#b"])
        #expect(error?.code == .invalidRequest)
    }

    @Test func `a token of the call that the path does not name is refused`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get("/users/{userId}"), PathTokens(), transport: transport)
        let error = await #expect(throws: ServiceError.self) {
            try await client.call("it", .pathTokens(["userId": 21, "usrId": 22]))
        }
        #expect(error?.code == .invalidParameter)
        #expect(error?.message.contains("\"usrId\"") == true)
        #expect(error?.message.contains("\"userId\"") == true)
        #expect(transport.exchanges.isEmpty)
    }

    @Test func `a token of the call that a fixed path does not name is refused`() async throws {
        let client = try ServiceClient.testing(.get("/users"), PathTokens())
        let error = await #expect(throws: ServiceError.self) {
            try await client.call("it", .pathTokens(["userId": 21]))
        }
        #expect(error?.code == .invalidParameter)
    }

    @Test func `a token of the client need not stand in every path`() async throws {
        let transport = FakeTransport()
        let client = try ServiceClient.testing(.get("/users"), PathTokens(["version": "v2"]), transport: transport)
        try await client.call("it")
        try await client.call("it", .pathTokens(["version": "v3"]))
        #expect(transport.targets == ["/v1/users", "/v1/users"])
    }

    @Test func `a list for a prefix is an error of the template`() async throws {
        let error = try await Self.failure(of: "/{x:3}", ["x": ["a", "b"]])
        #expect(error?.cause is URITemplateError)
    }
}
