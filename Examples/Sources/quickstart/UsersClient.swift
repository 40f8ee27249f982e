import ServiceCore
import ServicePlugins

struct User: Codable, Sendable {
    let id: Int
    var username: String
}

struct UserChange: Codable, Sendable {
    var username: String
}

extension Endpoint where Input == UserChange, Output == User {
    static var createUser: Self { .init("createUser") }
    static var updateUser: Self { .init("updateUser") }
}

/// A client of the users service.
///
/// - Parameters:
///   - transport: What sends the requests.
///   - plugins: More plugins, behind those that the client has anyway.
func makeUsersClient(
    baseURL: String,
    transport: some Transport,
    plugins: [any ServicePlugin] = []
) throws -> ServiceClient {
    try ServiceClient(
        name: "users",
        baseURL: baseURL,
        endpoints: [
            "getUsers": .get("/users"),
            "getUserDetail": .get("/users/{userId}", .timeout(.seconds(2))),
            "createUser": .post("/users"),
            "updateUser": .put("/users/{userId}"),
            "download": .get("/users.csv"),
        ],
        codec: .json,
        transport: transport,
        plugins: [
            PathTokens(), QueryParams(), Headers(["accept": "application/json"]), Timeout(.seconds(10)),
            TrackingToken(),
            Elapsed(), APIKey(key: "quickstart"),
        ] + plugins
    )
}
