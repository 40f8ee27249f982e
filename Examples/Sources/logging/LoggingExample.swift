import Foundation
import ServiceCore
import ServiceLogging
import ServiceMocks
import ServicePlugins
import ServiceURLSession

/// Logs three calls of a small service on a loopback port: one that succeeds, one that is slow, one that fails.
@main
enum LoggingExample {
    static func main() async {
        do {
            try await MockServer.withServer(handler: answer) { server in
                try await callEverything(baseURL: server.url + "/v1")
            }
        } catch {
            print("the logging example failed: \(error)")
            exit(1)
        }
    }

    private static func answer(_ request: RecordedRequest) -> Answer {
        switch request.path {
        case "/v1/users": .json(#"{"users": ["Ada", "Grace"], "token": "5ecr3t"}"#)
        case "/v1/report": .json(#"{"rows": 12345}"#).with(.delay(.milliseconds(600)), .delay(.seconds(1), .afterHead))
        default: .text("<html>Not what you asked for</html>", status: 502)
        }
    }

    private static func callEverything(baseURL: String) async throws {
        let users = try ServiceClient(
            name: "users",
            baseURL: baseURL,
            endpoints: [
                "getUsers": .get("/users"), "getReport": .get("/report"), "getUserDetail": .get("/users/{userId}"),
            ],
            transport: .urlSession(),
            plugins: [
                Timeline(), PathTokens(), QueryParams(), Headers(["authorization": "Bearer 5ecr3t"]), TrackingToken(),
                OuterLogger(.console(), maximumBodyLength: 100),
            ]
        )
        try await users.call("getUsers", .query(["page": 2]))
        try await users.call("getReport")
        _ = try? await users.call("getUserDetail", .pathTokens(["userId": 21]))
        // The lines are written by a task of their own: closing the client waits for them.
        await users.close()
    }
}
