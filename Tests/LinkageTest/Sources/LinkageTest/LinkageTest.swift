import ServiceCore
import ServicePlugins

/// Calls an endpoint through every plugin of the module, so that nothing of it can be left out by the linker.
@main
struct LinkageTest {
    static func main() async throws {
        let users = try ServiceClient(
            name: "users",
            baseURL: "https://api.example.com/v1",
            endpoints: ["getUserDetail": .get("/users/{userId}")],
            transport: Echo(),
            plugins: [
                PathTokens(), QueryParams(), Headers(["accept": "application/json"]), Timeout(.seconds(10)),
                TrackingToken(), Elapsed(),
            ]
        )
        let user = try await users.call("getUserDetail", .pathTokens(["userId": 21]), .query(["page": 2]))
        await users.close()
        print(user.status, user.data["url"], user.trackingToken ?? "no tracking token")
    }
}
