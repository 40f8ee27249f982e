import ServiceCore
import ServiceLogging
import ServicePlugins
import Testing

/// Values of a path that are secret: by the names of their tokens, or because the plugin says so.
struct SecretTokenTests {
    private struct Answering: Transport {
        var body: String

        func send(
            _ request: ServiceRequest,
            deadline: Deadline?,
            handler: (TransportResponse) async throws -> Void
        ) async throws {
            try await handler(TransportResponse(head: ResponseHead(status: 200), body: .bytes(Array(body.utf8))))
        }
    }

    private func client(_ path: String, body: String = "{}", redaction: Redaction = .standard) throws -> ServiceClient {
        try ServiceClient(
            name: "users",
            baseURL: "https://api.example.com/v1",
            endpoints: ["accept": .post(path)],
            transport: Answering(body: body),
            plugins: [PathTokens(secret: ["inviteCode"])],
            redaction: redaction
        )
    }

    @Test func aTokenIsMaskedInTheErrorAndWhereTheServerRepeatsIt() async throws {
        let client = try client("/invites/{inviteCode}", body: #"{"token":"t0ken","echo":"s3cret-invite""#)
        let error = try await #require(throws: ServiceError.self) {
            try await client.call("accept", .pathTokens(["inviteCode": "s3cret-invite"]))
        }
        #expect(
            error.description.split(separator: "\n").prefix(3) == [
                "users.accept failed at parse, attempt 1: the body could not be parsed [parsingFailed]",
                "  request: POST https://api.example.com/v1/invites/<redacted>",
                #"  response: 200 OK, 39 bytes: {"token":"<redacted>","echo":"<redacted>""#,
            ]
        )
        #expect(error.request?.url.path == "/v1/invites/s3cret-invite")
    }

    @Test(arguments: [
        ("/a/{token}/b", "token", "x/y z", "/v1/a/<redacted>/b"), ("/a/{apiKey}", "apiKey", "7", "/v1/a/<redacted>"),
        ("/a/{+token}", "token", "x/y", "/v1/a/<redacted>"),
        ("/a/{token:6}", "token", "hunter2222", "/v1/a/<redacted>"),
        ("/a{?token}", "token", "x&y", "/v1/a?token=<redacted>"), ("/a/{userId}", "userId", "21", "/v1/a/21"),
        ("/a/{inviteCode}", "inviteCode", "ä", "/v1/a/<redacted>"),
    ])
    func aTokenIsMaskedByItsName(path: String, name: String, value: String, expected: String) async throws {
        let response = try await client(path).call("accept", .pathTokens([name: value])).response
        #expect("\(response.request)" == "POST https://api.example.com" + expected)
        #expect(response.request.curlCommand().contains(expected))
    }

    @Test func aPolicyThatRevealsTheNameShowsTheValue() async throws {
        let response = try await client("/a/{token}", redaction: .standard.revealing("token"))
            .call("accept", .pathTokens(["token": "shown"])).response
        #expect("\(response.request)" == "POST https://api.example.com/v1/a/shown")
    }

    @Test func aPathThatCannotBeMadeTellsNoToken() async throws {
        let client = try client("/{token}/{version}")
        let error = try await #require(throws: ServiceError.self) {
            try await client.call("accept", .pathTokens(["token": "hunter2", "version": ".."]))
        }
        #expect(!error.description.contains("hunter2"))
    }
}
