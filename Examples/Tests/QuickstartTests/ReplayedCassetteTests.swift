import Foundation
import ServiceCore
import ServiceMocks
import ServicePlugins
import ServiceURLSession
import Testing

@testable import quickstart

/// Answers of the real service, recorded once.
struct ReplayedCassetteTests {
    private func makeClient() throws -> ServiceClient {
        let folder = try #require(Bundle.module.resourceURL)
        let path = folder.appending(path: "Cassettes/users.json").path(percentEncoded: false)
        let cassette = try Cassette(path, matching: [.method, .path, .query, .body])
        return try makeUsersClient(
            baseURL: "https://users.example/v1",
            transport: cassette.transport(over: .urlSession())
        )
    }

    @Test func `the answers of the service are understood`() async throws {
        let users = try makeClient()
        let page = try await users.call("getUsers", .query(["page": 3]))
        #expect(page.data["users"]["items"][0]["username"] == "user21")
        #expect(try await users.call(.createUser, UserChange(username: "foobar")).data.id == 26)
    }

    @Test func `what was not recorded is not sent`() async throws {
        let error = await #expect(throws: ServiceError.self) {
            try await makeClient().call("getUsers", .query(["page": 4]))
        }
        #expect(error?.transportError?.message.contains("query is page=4, not page=3") == true)
    }
}
