import ServiceCore
import ServiceMocks
import Testing

/// How often, in which order, and behind which base URL.
struct StubCountTests {
    private func statuses(_ count: Int, of client: ServiceClient) async throws -> [Int] {
        var statuses: [Int] = []
        for _ in 0..<count { statuses.append(try await client.call("list").status.code) }
        return statuses
    }

    @Test func `the last answer is repeated as often as the stub may be called`() async throws {
        let stub = Stub.get("/users").answers(.status(503), .status(201), .status(202)).times(5)
        let service = try StubService(baseURL: "/v1", stub)
        #expect(try await statuses(5, of: StubServiceTests.client(service)) == [503, 201, 202, 202, 202])
        try service.verify()
    }

    @Test func `a stub that is used up leaves its calls to the next that matches`() async throws {
        let service = try StubService(
            baseURL: "/v1",
            .get("/users").answers(.status(201)).times(1),
            .get("/{any}").answers(.status(202))
        )
        #expect(try await statuses(3, of: StubServiceTests.client(service)) == [201, 202, 202])
        try service.verify()
    }

    @Test(arguments: [0, 1, 3])
    func `fewer calls and more are both told`(count: Int) async throws {
        let service = try StubService(baseURL: "/v1", .get("/users").optional())
        _ = try await statuses(2, of: StubServiceTests.client(service))
        try service.verify(.get("/users"), count: 2)
        let error = #expect(throws: MockError.self) { try service.verify(.get("/users"), count: count) }
        #expect(error?.message.hasPrefix("2 calls were GET /users, and should be \(count)") == true)
    }

    @Test func `the same calls in another order are not the ones that were expected`() async throws {
        let service = try StubService(baseURL: "/v1", .get("/users"), .post("/users"))
        let client = try StubServiceTests.client(service)
        try await client.call("list")
        try await client.call("create", payload: ["a": 1])
        try service.verifyOrder(.get("/users"), .post("/users"))
        let error = #expect(throws: MockError.self) { try service.verifyOrder(.post("/users"), .get("/users")) }
        #expect(error?.message.contains("✘ 1. GET /users, not POST /users: method is GET, not POST") == true)
        #expect(error?.message.contains("✘ 2. POST /users") == true)
    }

    @Test(arguments: ["/v1", "https://api.test/v1", "https://api.test/v1/", "v1"])
    func `a path that only begins like the base URL lies elsewhere`(baseURL: String) async throws {
        let service = try StubService(baseURL: baseURL, .any("{+rest}"))
        let origin = ServiceURL.Origin(scheme: "https", host: "api.test")
        for (path, isBehind) in [("/v1/users", true), ("/v10", false), ("/v1users", false), ("/V1/users", false)] {
            let request = ServiceRequest(url: ServiceURL(origin: origin, path: path))
            let answer: Void? = try? await service.send(request, deadline: nil) { _ in }
            #expect((answer != nil) == isBehind, "\(path)")
        }
    }
}
