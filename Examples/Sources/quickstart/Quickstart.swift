import Foundation
import ServiceCore
import ServiceMocks
import ServicePlugins
import ServiceURLSession

/// Calls a small users service in every way there is.
@main
enum Quickstart {
    static let usage = """
        usage: quickstart                 starts the service on a free port and calls it
               quickstart URL             calls the service at a URL, such as http://127.0.0.1:8080/v1
               quickstart --serve [PORT]  starts the service alone, on port 8080 if none is given
               quickstart --mock          calls the service without a network
               quickstart --record FILE   starts the service, calls it, and records its answers in a file
               quickstart --replay FILE   calls a file that was recorded
        """

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            switch (arguments.first, arguments.count) {
            case (nil, _): try await serveAndCall()
            case ("--help", 1): print(usage)
            case ("--serve", 1): try await serve(port: "8080")
            case ("--serve", 2): try await serve(port: arguments[1])
            case ("--mock", 1): try await mockAndCall()
            case ("--record", 2): try await record(to: arguments[1])
            case ("--replay", 2): try await replay(from: arguments[1])
            case (let url?, 1) where !url.hasPrefix("-"): try await callEverything(baseURL: url, .urlSession())
            default: throw Report.Unexpected(description: "these arguments mean nothing\n\(usage)")
            }
        } catch {
            Report.fail(error)
            exit(1)
        }
    }

    static func serveAndCall() async throws {
        try await withService { try await callEverything(baseURL: $0, .urlSession()) }
    }

    /// The same answers without a server, while everything else of the calls is as it was.
    static func mockAndCall() async throws {
        let service = UsersService()
        try await withMocks(.use(service: "users", limit: 0) { try await service.answer($0) }) {
            try await callEverything(baseURL: "https://users.invalid/v1", .urlSession(), requests: 0, plugins: [Mock()])
        }
    }

    static func record(to file: String) async throws {
        try await withService { baseURL in
            try await callEverything(baseURL: baseURL, .urlSession(), plugins: [try cassette(file, mode: .all)])
        }
    }

    static func replay(from file: String) async throws {
        let cassette = try cassette(file, mode: .none)
        try await callEverything(baseURL: "https://users.invalid/v1", .urlSession(), requests: 0, plugins: [cassette])
    }

    /// The port of the service is another one each time, so the origin must not matter.
    private static func cassette(_ file: String, mode: Cassette.Mode) throws -> Cassette {
        try Cassette(file, mode: mode, matching: [.method, .path, .query, .body])
    }

    private static func withService(_ body: (String) async throws -> Void) async throws {
        let service = UsersService()
        try await MockServer.withServer { request in
            try await service.answer(request)
        } _: { server in
            try await body(server.url + "/v1")
        }
    }

    private static func serve(port: String) async throws {
        guard let port = Int(port) else { throw Report.Unexpected(description: "\(port) is no port\n\(usage)") }
        let service = UsersService()
        try await MockServer.withServer(port: port) { request in
            try await service.answer(request)
        } _: { server in
            print("\(server.url)/v1")
            // A pipe would hold the line back.
            fflush(nil)
            while true { try await Task.sleep(for: .seconds(3600)) }
        }
    }

    /// - Parameter requests: How many requests must go out.
    private static func callEverything(
        baseURL: String,
        _ transport: URLSessionTransport,
        requests: Int = 6,
        plugins: [any ServicePlugin] = []
    ) async throws {
        let counter = RequestCounter()
        let users = try makeUsersClient(
            baseURL: baseURL,
            transport: CountingTransport(transport, counter: counter),
            plugins: plugins
        )
        Report.output("\(users.pipeline)\n")
        try await list(users)
        try await detail(users)
        try await createAndUpdate(users)
        try await missing(users)
        try await download(users)
        try await misspelt(users)
        await users.close()
        try Report.check(counter.count == requests, "\(counter.count) requests went out, not \(requests)")
        Report.output("6 requests, every answer as it should be")
    }

    /// By name: the body is parsed into a dynamic value.
    private static func list(_ users: ServiceClient) async throws {
        let page = try await users.call("getUsers", .query(["page": 2]))
        Report.show(page.response)
        try Report.check(page.response, is: 200)
        let names = page.data["users"]["items"].array?.compactMap(\.["username"].string) ?? []
        Report.show(detail: "\(page.data["users"]["count"]) users, page 2: \(names.joined(separator: ", "))")
        try Report.check(names.count == 10, "page 2 has \(names.count) users, not 10")
    }

    /// Any endpoint is a method.
    private static func detail(_ users: ServiceClient) async throws {
        let user = try await users.dynamic.getUserDetail(userId: 21)
        Report.show(user.response)
        try Report.check(user.response, is: 200)
        Report.show(detail: "\(user.data)")
        try Report.check(user.data["id"].int == 21, "user 21 came as \(user.data)")
    }

    /// Typed: the endpoint knows what goes in and what comes out.
    private static func createAndUpdate(_ users: ServiceClient) async throws {
        let created = try await users.call(.createUser, UserChange(username: "foobar"))
        Report.show(created.response)
        try Report.check(created.response, is: 201)
        Report.show(detail: "\(created.data)")
        try Report.check(created.data.username == "foobar", "the new user came as \(created.data)")

        let id = created.data.id
        let updated = try await users.call(.updateUser, UserChange(username: "föö"), .pathTokens(["userId": id]))
        Report.show(updated.response)
        try Report.check(updated.response, is: 200)
        Report.show(detail: "\(updated.data)")
        try Report.check(updated.data.id == id && updated.data.username == "föö", "user \(id) came as \(updated.data)")
    }

    /// No status is an error by itself.
    private static func missing(_ users: ServiceClient) async throws {
        let answer = try await users.call("getUserDetail", .pathTokens(["userId": "no/body"]))
        Report.show(answer.response)
        try Report.check(answer.response, is: 404)
        Report.show(detail: answer.data["error"].string ?? "")
        try Report.check(answer.data["error"].string != nil, "the answer does not say what is missing: \(answer.data)")
    }

    /// Streamed: the connection is held exactly as long as the closure runs. The time is that of the head.
    private static func download(_ users: ServiceClient) async throws {
        try await users.stream("download", .headers(["accept": "text/csv"])) { response in
            Report.show(response)
            try Report.check(response, is: 200)
            var checksum = Checksum()
            var size = 0
            for try await chunk in response.body {
                checksum.update(chunk)
                size += chunk.count
            }
            Report.show(detail: "\(size) bytes, checksum \(checksum)")
            let expected = response.headers["x-checksum"] ?? "none"
            try Report.check("\(checksum)" == expected, "the checksum is \(checksum), not \(expected)")
        }
    }

    /// An error names the thing, the place and the remedy.
    private static func misspelt(_ users: ServiceClient) async throws {
        do {
            try await users.call("getUser")
        } catch let error as ServiceError where error.code == .unknownEndpoint {
            return Report.show(detail: "\(error)")
        }
        throw Report.Unexpected(description: "calling an endpoint that does not exist is no error")
    }
}
