import ServiceCore
import ServicePlugins

struct User: Codable, Sendable {
    var id: Int
    var username: String
    var tags: [String]
}

struct CreateUser: Codable, Sendable {
    var username: String
}

extension Endpoint where Input == CreateUser, Output == User {
    static var createUser: Self { .init("createUser") }
}

extension Endpoint where Input == Void, Output == Void {
    static var ping: Self { .init("ping") }
}

/// What a call costs over a transport that does nothing.
enum PipelineBenchmark {
    static func run() async throws {
        let table = Table("A call over a transport that does nothing")
        let request = ServiceRequest(url: ServiceURL(origin: .init(scheme: "http", host: "api.example.com")))
        let transport: any Transport = NullTransport()
        table.row(
            "the transport alone",
            try await .of(operations: 2_000_000) { try await transport.send(request, deadline: nil) { _ in } }
        )
        let bare = try client([])
        table.row("bare, by name", goal: 150, try await .of(operations: 1_000_000) { try await bare.call("ping") })
        table.row("bare, typed", goal: 150, try await .of(operations: 1_000_000) { try await bare.call(.ping) })

        let alone: [(String, [any ServicePlugin], String, [ServiceOption])] = [
            ("PathTokens, one token", [PathTokens()], "getUserDetail", [.pathTokens(["userId": 21])]),
            ("QueryParams, one item", [QueryParams()], "ping", [.query(["page": 2])]),
            ("Headers, one field", [Headers(["accept": "application/json"])], "ping", []),
            ("Timeout", [Timeout(.seconds(10))], "ping", []),
            ("Elapsed", [Elapsed()], "ping", []),
            ("TrackingToken", [TrackingToken()], "ping", []),
        ]
        for (name, plugins, endpoint, options) in alone {
            let client = try client(plugins)
            table.row(
                name,
                try await .of(operations: 500_000) {
                    try await client.call(endpoint, payload: .none, options: options)
                }
            )
        }
        let six: [any ServicePlugin] = [
            PathTokens(), QueryParams(), Headers(["accept": "application/json"]), Timeout(.seconds(10)),
            TrackingToken(),
            Elapsed(),
        ]
        let standard = try client(six)
        table.row(
            "the six together",
            goal: 1200,
            try await .of(operations: 500_000) {
                try await standard.call("getUserDetail", .pathTokens(["userId": 21]), .query(["page": 2]))
            }
        )
        let json = try client(six, body: #"{"id": 21, "username": "foobar", "tags": ["a", "b"]}"#)
        let payload = CreateUser(username: "foobar")
        table.row(
            "the six, typed, JSON both ways",
            try await .of(operations: 50_000) { try await json.call(.createUser, payload) }
        )
        table.row(
            "the six, by name, JSON to a dynamic value",
            try await .of(operations: 200_000) { try await json.call("users") }
        )
    }

    private static func client(_ plugins: [any ServicePlugin], body: String = "") throws -> ServiceClient {
        var endpoints: Endpoints = ["ping": .get("/ping"), "users": .get("/users"), "createUser": .post("/users")]
        if plugins.contains(where: { $0 is PathTokens }) { endpoints.append("getUserDetail", .get("/users/{userId}")) }
        return try ServiceClient(
            name: "users",
            baseURL: "https://api.example.com/v1",
            endpoints: endpoints,
            transport: NullTransport(body: body),
            plugins: plugins
        )
    }
}
