import ServiceCore
import ServiceMocks
import ServicePlugins
import ServiceMocksTesting
import ServiceURLSession
import Testing

@testable import quickstart

/// A service in whose place stubs stand: they say what is asked for, answer, and complain.
struct StubbedServiceTests {
    private func makeClient() throws -> ServiceClient {
        try makeUsersClient(baseURL: "https://users.example/v1", transport: .urlSession(), plugins: [Mock()])
    }

    @Test func `a user is created, and then updated`() async throws {
        let users = try makeClient()
        try await withStubs(
            .post("/users").json(["username": "Ada"]).headers(["x-api-key": "quickstart"])
                .answers(.json(["id": 1, "username": "Ada"], status: 201)),
            .put("/users/{id}").json(containing: ["username": "Grace"])
                .answers { call in .json(["id": .init(Int(call.parameters["id"] ?? "") ?? 0), "username": "Grace"]) },
            baseURL: "https://users.example/v1"
        ) { stubs in
            let ada = try await users.call(.createUser, UserChange(username: "Ada")).data
            let grace = try await users.call(
                .updateUser,
                UserChange(username: "Grace"),
                .pathTokens(["userId": ada.id])
            ).data
            #expect(grace.id == 1)
            #expect(grace.username == "Grace")
            try stubs.verifyOrder(.post("/users"), .put("/users/1"))
        }
    }

    @Test(.mock("getUsers", .json(["users": ["count": 0, "items": []]])))
    func `a trait does for a single answer`() async throws {
        #expect(try await makeClient().call("getUsers").data["users"]["count"].int == 0)
    }
}
