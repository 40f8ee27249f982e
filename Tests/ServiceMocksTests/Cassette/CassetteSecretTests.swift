import Foundation
import ServiceCore
import ServiceMocks
import Testing

/// A cassette is shared with everybody who reads the repository: no secret is in it, in whatever form it came or came back.
struct CassetteSecretTests {
    private static let secret = "hunter2+/ü\"x"
    private static let origin = ServiceURL.Origin(scheme: "https", host: "api.test")

    struct Exchange: CustomTestStringConvertible {
        let testDescription: String
        var query: String?
        var headers: HeaderFields = [:]
        var body = ""
        var answer = ""
        var answerHeaders: HeaderFields = [:]
        var redirect: ServiceURL?
        /// What must be in the cassette.
        var kept: [String] = []

        init(_ what: String, _ change: (inout Exchange) -> Void) {
            testDescription = what
            change(&self)
        }
    }

    private static let authorized: HeaderFields = ["authorization": "Bearer \(secret)", "accept": "text/csv"]
    private static let encoded = "hunter2%2B%2F%C3%BC%22x"
    private static let json = #"hunter2+/ü\"x"#

    static let exchanges = [
        Exchange("a header field") { ($0.headers, $0.kept) = (authorized, ["text/csv"]) },
        Exchange("an API key and a cookie") { $0.headers = ["x-api-key": secret, "cookie": "a=1; b=\(secret)"] },
        Exchange("a query item") { ($0.query, $0.kept) = ("page=2&access_token=\(encoded)", ["page=2"]) },
        Exchange("a member of JSON") {
            $0.body = #"{"name":"Ada","deep":[{"client_secret":"\#(json)"}]}"#
            $0.kept = ["Ada"]
        },
        Exchange("members within a member that is secret") {
            $0.body = #"{"session":{"id":"\#(json)","more":["\#(json)"],"active":true}}"#
            $0.kept = ["active", "true"]
        },
        Exchange("the first of two members of one name") {
            $0.answer = #"{"a":{"password":"\#(json)"}, "a":1}"#
        },
        Exchange("JSON that is written for people") {
            $0.answer = "{\n  \"password\" : \"\(json)\",\n  \"id\": 1234 }"
            $0.kept = ["1234"]
        },
        Exchange("JSON in a text of JSON") {
            $0.answer = #"{"raw":"{\"password\":\"hunter2+/ü\\\"x\",\"id\":7}"}"#
        },
        Exchange("a form") {
            $0.headers = ["content-type": "application/x-www-form-urlencoded"]
            $0.body = "user=ada&password=\(encoded)"
            $0.kept = ["user=ada"]
        },
        Exchange("a part of several") {
            $0.headers = ["content-type": "multipart/form-data; boundary=b"]
            $0.body = "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n\(secret)\r\n--b--\r\n"
        },
        Exchange("XML") {
            $0.answer = "<r><password>\(secret)</password><id>17</id></r>"; $0.kept = ["<id>17</id>"]
        },
        Exchange("a cookie that is set") { $0.answerHeaders = ["set-cookie": "id=\(secret); Path=/"] },
        Exchange("a link of an answer") {
            $0.answerHeaders = ["location": "https://api.test/cb?state=s&code=\(encoded)"]
            $0.kept = ["state=s"]
        },
        Exchange("what is sent back as a member of another name") {
            $0.headers = authorized
            $0.answer =
                #"{"you sent":"Bearer \#(json)","\#(json)":1,"list":["\#(json)"],"url":"https://h/?q=\#(encoded)"}"#
            $0.kept = ["you sent"]
        },
        Exchange("what is sent back as a text, an error for example") {
            $0.query = "api_key=\(encoded)"
            $0.answer = "invalid key hunter2+/ü\"x (\(encoded)), error 4711"
            $0.kept = ["error 4711"]
        },
        Exchange("what is sent back as a header field") {
            $0.body = #"{"password":"\#(json)"}"#
            $0.answerHeaders = ["x-echo": "got \(secret)", "etag": "\"17\""]
            $0.kept = ["17"]
        },
        Exchange("what is sent back in a large body") {
            $0.headers = authorized
            $0.answer = String(repeating: "x", count: 20_000) + secret
        },
        Exchange("what is sent back in large JSON") {
            $0.headers = authorized
            $0.answer = #"["\#(String(repeating: "x", count: 20_000))","\#(json)"]"#
        },
        Exchange("what is sent back in bytes that are no text") {
            $0.headers = authorized
            $0.answerHeaders = ["content-type": "application/octet-stream"]
            $0.answer = "\u{0}\u{1}\u{2}\(secret)\u{0}"
        },
        Exchange("a redirect") {
            $0.query = "token=\(encoded)"
            $0.redirect = ServiceURL(origin: origin, path: "/reset/\(encoded)", query: "again=\(encoded)&page=2")
            $0.kept = ["/reset/<redacted>", "page=2"]
        },
        Exchange("a number that tells what went wrong stays") {
            $0.answer = #"{"error":{"code":404,"key":null,"message":"no user 21"}}"#
            $0.kept = ["404", "null", "no user 21"]
        },
    ]

    @Test(arguments: exchanges)
    func `no secret is written`(exchange: Exchange) async throws {
        try await withTemporaryFolder { folder in
            let cassette = try Cassette(folder + "/items.json", mode: .all)
            let service = Canned(exchange)
            try await cassette.transport(over: service).send(Self.request(exchange), deadline: nil) { response in
                // The caller gets what came.
                #expect(response.body.buffered == Array(exchange.answer.utf8))
            }
            var everything = ""
            for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
                everything += String(decoding: try Data(contentsOf: URL(filePath: folder + "/" + file)), as: UTF8.self)
            }
            #expect(!everything.contains("hunter2"), "\(everything.suffix(2_000))")
            for text in exchange.kept { #expect(everything.contains(text), "\(text) in \(everything.prefix(2_000))") }

            // And the same request with another secret finds it.
            var other = Self.request(exchange)
            other.headers = HeaderFields(
                other.headers.map { HeaderField(name: $0.name, value: $0.value.replacing(Self.secret, with: "test")) }
            )
            other.url.query = other.url.query?.replacing(Self.encoded, with: "test")
            try await Cassette(folder + "/items.json").transport(over: service).send(other, deadline: nil) { response in
                #expect(response.head.status == 200)
            }
            #expect(service.count.value == 1)
        }
    }

    @Test func `the policy of the client decides, and what a plugin tells`() async throws {
        struct Invite: RequestPreparing {
            func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
                session.redaction.hideValue("inv-4711")
            }
        }
        try await withTemporaryFolder { folder in
            let path = folder + "/items.json"
            func client(_ mode: Cassette.Mode, _ path: String) throws -> ServiceClient {
                let exchange = Exchange("") {
                    $0.answer = #"{"ssn":"078-05-1120","nextToken":"visible","of":"inv-4711"}"#
                }
                return try ServiceClient(
                    name: "s",
                    baseURL: "https://api.test",
                    endpoints: ["it": .get("/invites/inv-4711?ssn=078-05-1120"), "none": .get("/none/inv-4711")],
                    transport: try Cassette(path, mode: mode).transport(over: Canned(exchange)),
                    plugins: [Invite()],
                    redaction: .standard.hiding("ssn").revealing("nextToken")
                )
            }
            try await client(.all, path).call("it")
            let written = try String(contentsOfFile: path, encoding: .utf8)
            #expect(!written.contains("078-05") && !written.contains("inv-4711"), "\(written)")
            #expect(written.contains("visible"))
            let error = await #expect(throws: ServiceError.self) { try await client(.none, path).call("none") }
            let message = error?.transportError?.message ?? ""
            #expect(!message.contains("078-05") && !message.contains("inv-4711"), "\(message)")
            // Also what somebody wrote into the file by hand.
            try write(written.replacing("ssn=<redacted>", with: "ssn=078-05-1121"), to: path)
            try await client(.none, path).call("it")
            let byHand = await #expect(throws: ServiceError.self) { try await client(.none, path).call("none") }
            #expect(byHand?.transportError?.message.contains("078-05") == false)
        }
    }

    @Test func `an image is given again byte for byte, whatever its bytes look like`() async throws {
        try await withTemporaryFolder { folder in
            let bytes = [0x89, 0x50, 0, 1, 2, 3] + Array("key=abc password: x".utf8) + [0xFF, 0xD8, 0]
            let service = Canned(Exchange("") { $0.answerHeaders = ["content-type": "image/png"] }, bytes: bytes)
            let request = ServiceRequest(url: ServiceURL(origin: Self.origin, path: "/logo"))
            for mode in [Cassette.Mode.all, .none] {
                let cassette = try Cassette(folder + "/items.json", mode: mode)
                try await cassette.transport(over: service).send(request, deadline: nil) { response in
                    #expect(response.body.buffered == bytes)
                }
            }
        }
    }

    private static func request(_ exchange: Exchange) -> ServiceRequest {
        ServiceRequest(
            method: .post,
            url: ServiceURL(origin: origin, path: "/items", query: exchange.query),
            headers: exchange.headers,
            body: exchange.body.isEmpty ? .none : .bytes(Array(exchange.body.utf8))
        )
    }

    /// Gives one answer, and counts.
    private final class Canned: Transport {
        let count = Monitored(0)
        private let response: TransportResponse

        init(_ exchange: Exchange, bytes: [UInt8]? = nil) {
            let head = ResponseHead(status: 200, headers: exchange.answerHeaders, redirectedURL: exchange.redirect)
            response = TransportResponse(head: head, body: .bytes(bytes ?? Array(exchange.answer.utf8)))
        }

        func send(_ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler) async throws {
            count.change { $0 += 1 }
            try await handler(response)
        }
    }
}
