import ServiceCore
import ServiceMocks
import ServicePlugins
import ServiceURLSession
import Testing

@testable import quickstart

/// What the code does when the service fails it.
struct FaultTests {
    @Test func `a slow service ends with the deadline of the endpoint, and no second passes`() async throws {
        let clock = ManualClock()
        let users = try ServiceClient(
            name: "users",
            baseURL: "https://users.example/v1",
            endpoints: ["getUserDetail": .get("/users/21", .mock(.json(["id": 21]).with(.delay(.seconds(3)))))],
            transport: .urlSession(),
            plugins: [Mock(), Timeout(.seconds(2))],
            clock: clock
        )
        let call = Task { try await users.call("getUserDetail") }
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(2))
        let error = await #expect(throws: ServiceError.self) { try await call.value }
        #expect(error?.code == .deadlineExceeded)
    }

    @Test func `every second answer is lost`() async throws {
        let users = try makeUsersClient(
            baseURL: "https://users.example/v1",
            transport: .urlSession(),
            plugins: [Mock(), Faults([.every(2, .reset(.inBody(after: 5)))], endpoints: ["getUsers"])]
        )
        try await withMocks(.mock("getUsers", limit: 0, .json(["users": ["count": 0]]))) {
            let first = try await users.call("getUsers")
            #expect(first.status == 200)
            let error = await #expect(throws: ServiceError.self) { try await users.call("getUsers") }
            #expect(error?.transportError?.code == .connectionLost)
            #expect(error?.stage == .read)
        }
    }
}
