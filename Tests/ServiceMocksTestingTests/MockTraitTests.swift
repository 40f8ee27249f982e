import ServiceCore
import ServiceMocks
import ServiceMocksTesting
import Testing

/// A transport that must not be reached.
struct NoNetwork: Transport {
    func send(_ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler) async throws {
        throw TransportError(.unsupported, "this test has no network")
    }
}

/// A client whose endpoints have mocks, and whose transport must not be reached.
private func makeClient() throws -> ServiceClient {
    return try ServiceClient(
        name: "users",
        baseURL: "https://api.test/v1",
        endpoints: [
            "getUsers": .get("/users", .mock(.status(200))), "getUser": .get("/users/7", .mock(.status(200))),
            "createUser": .post("/users"),
        ],
        transport: NoNetwork(),
        plugins: [Mock()]
    )
}

private func statuses(_ count: Int, of endpoint: String = "getUsers") async throws -> [Int] {
    let client = try makeClient()
    var statuses: [Int] = []
    for _ in 0..<count { statuses.append(try await client.call(endpoint).status.code) }
    return statuses
}

/// REFERENCE: "both as a scope or around a test function".
struct MockTraitTests {
    @Test(.mock("getUsers", .json([["name": "Ada"]])))
    func `a mock around a test function`() async throws {
        #expect(try await makeClient().call("getUsers").data[0]["name"] == "Ada")
        #expect(try await statuses(1) == [200])
    }

    @Test(.mock("getUsers", .status(201)), arguments: 1...20)
    func `every test case counts for itself`(number: Int) async throws {
        #expect(try await statuses(2) == [201, 200])
    }

    @Test(.mocks(.mock("getUsers", limit: 0, .status(201))), .mock("getUsers", .status(202)))
    func `the last trait is the newest`() async throws {
        #expect(try await statuses(3) == [202, 201, 201])
    }

    @Test(.mocks(.patch("getUser", offset: 1) { $0.status = 404 }, .use("createUser") { _ in .status(409) }))
    func `a patch and a function`() async throws {
        #expect(try await statuses(3, of: "getUser") == [200, 404, 200])
        #expect(try await makeClient().call("createUser").status == 409)
    }

    @Test(.mocks(.mock("getUsers", .status(201)), .mock("getUsers", service: "shop", limit: 0, .status(202))))
    func `several rules at once`() async throws {
        #expect(try await statuses(2) == [201, 200])
    }

    @Test func `without a trait there is none`() async throws {
        #expect(try await statuses(1) == [200])
    }
}

@Suite(.mock("getUsers", .status(207)))
struct MockTraitSuiteTests {
    @Test(arguments: 1...5)
    func `a trait of a suite holds for each of its tests anew`(number: Int) async throws {
        #expect(try await statuses(2) == [207, 200])
    }

    @Test(.mock("getUsers", .status(208)))
    func `one of the test itself is newer`() async throws {
        #expect(try await statuses(3) == [208, 207, 200])
    }
}

struct StubTraitTests {
    @Test(
        .stubs(.get("/users").answers(.json([7])), .post("/users").json(["a": 1]).answers(.status(201)), baseURL: "/v1")
    )
    func `stubs around a test function`() async throws {
        let client = try makeClient()
        #expect(try await client.call("getUsers").data == [7])
        #expect(try await client.call("createUser", payload: ["a": 1]).status == 201)
    }

    @Test func `a stub that is not called fails the test`() async throws {
        let trait = StubTrait([.get("/users"), .get("/never")], baseURL: "/v1")
        let test = try #require(Test.current)
        let error = await #expect(throws: MockError.self) {
            try await trait.provideScope(for: test, testCase: nil) { _ = try await makeClient().call("getUsers") }
        }
        #expect(error?.message.contains("GET /never: called 0 of 1 time") == true)
    }
}
