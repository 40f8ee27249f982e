import ServiceCore
import ServiceMocks
import Testing

struct StubVerificationTests {
    private func service() async throws -> StubService {
        let service = try StubService(baseURL: "/v1", .get("/users"), .post("/users").answers(.status(201)))
        let client = try StubServiceTests.client(service)
        try await client.call("list")
        try await client.call("create", payload: ["name": "Bob"])
        try await client.call("list")
        return service
    }

    @Test func `how many calls were as described`() async throws {
        let service = try await service()
        try service.verify(.get("/users"), count: 2)
        try service.verify(.any("/users"), count: 3)
        try service.verify(.post("/users").json(["name": "Ada"]), count: 0)
        let error = #expect(throws: MockError.self) {
            try service.verify(.post("/users").json(["name": "Ada"]), count: 1)
        }
        #expect(
            error?.message == """
                0 calls were POST /users, body equal to {"name":"Ada"}, and should be 1:
                  1. GET /users: no, method is GET, not POST; there is no body
                  2. POST /users, body {"name":"Bob"}: no, body.name is "Bob", not "Ada"
                  3. GET /users: no, method is GET, not POST; there is no body
                """
        )
    }

    @Test func `the order of all calls`() async throws {
        let service = try await service()
        try service.verifyOrder(.get("/users"), .post("/users").json(containing: ["name": "Bob"]), .any("/users"))
        let error = #expect(throws: MockError.self) {
            try service.verifyOrder(.get("/users"), .get("/users"), .get("/users"), .delete("/users"))
        }
        #expect(
            error?.message == """
                the calls are not the ones that were expected:
                    1. GET /users
                  ✘ 2. POST /users, body {"name":"Bob"}, not GET /users: method is POST, not GET
                    3. GET /users
                  ✘ 4. missing: DELETE /users
                """
        )
        let tooMany = #expect(throws: MockError.self) { try service.verifyOrder(.get("/users"), .post("/users")) }
        #expect(tooMany?.message.contains("✘ 3. GET /users: one too many") == true)
    }

    @Test func `nothing was called`() throws {
        let service = try StubService(.get("/users").optional())
        try service.verify()
        try service.verifyOrder()
        let error = #expect(throws: MockError.self) { try service.verify(.get("/users"), count: 1) }
        #expect(error?.message.hasSuffix("no calls") == true)
    }

    @Test func `withStubs verifies at its end`() async throws {
        let client = try StubServiceTests.client(RealTransport(), plugins: [Mock()])
        let data = try await withStubs(.get("/users").answers(.json([7])), baseURL: "https://api.test/v1") { stubs in
            let data = try await client.call("list").data
            #expect(stubs.calls.count == 1)
            return data
        }
        #expect(data == [7])

        let unused = await #expect(throws: MockError.self) { try await withStubs(.get("/users")) { _ in } }
        #expect(unused?.message.contains("GET /users: called 0 of 1 time") == true)

        let swallowed = await #expect(throws: MockError.self) {
            try await withStubs(.get("/v1/users")) { _ in
                try await client.call("list")
                _ = try? await client.call("one")
            }
        }
        #expect(swallowed?.message.contains("no stub answers GET /v1/users/7") == true)
    }

    @Test func `what the operation throws comes before what the stubs say`() async throws {
        struct Broken: Error {}
        func fail() throws { throw Broken() }
        await #expect(throws: Broken.self) { try await withStubs(.get("/users")) { _ in try fail() } }
    }

    @Test func `stubs are for one service where that is said`() async throws {
        let users = try StubServiceTests.client(RealTransport(), plugins: [Mock(unmocked: .passesThrough)])
        try await withStubs(.get("/v1/users").optional(), service: "shop") { stubs in
            let status = try await users.call("list").status
            #expect(status == 299)
            #expect(stubs.calls.isEmpty)
        }
    }

    @Test func `1,000 scopes in parallel, each with its own stubs for the same names, never see each other's`()
        async throws
    {
        let client = try StubServiceTests.client(RealTransport(), plugins: [Mock()])
        let right = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<1000 {
                group.addTask {
                    try await withStubs(
                        .get("/users").answers(.json([.init(number)]), .json([.init(-number)])),
                        .post("/users").json(containing: ["number": .init(number)]).answers(.status(201)),
                        baseURL: "/v1"
                    ) { stubs in
                        let first = try await client.call("list").data[0].int
                        await Task.yield()
                        let created = try await client.call("create", payload: ["number": .init(number)]).status
                        await Task.yield()
                        let second = try await client.call("list").data[0].int
                        return first == number && created == 201 && second == -number && stubs.calls.count == 3
                    }
                }
            }
            return try await group.reduce(true) { $0 && $1 }
        }
        #expect(right)
    }
}
