import Foundation
import ServiceCore
import ServiceMocks
import Synchronization
import Testing

struct CassetteTests {
    /// A service that counts what it is asked.
    private final class Service: Transport {
        private let count = Mutex(0)
        private let answer: @Sendable (Int, ServiceRequest) throws -> TransportResponse

        init(
            _ answer: @escaping @Sendable (Int, ServiceRequest) throws -> TransportResponse = { number, _ in
                .json("[\(number)]")
            }
        ) {
            self.answer = answer
        }

        var requestCount: Int { count.withLock(\.self) }

        func send(_ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler) async throws {
            let number = count.withLock { count in
                count += 1
                return count
            }
            try await handler(try answer(number, request))
        }
    }

    private func makeClient(
        _ transport: some Transport,
        host: String = "api.test",
        plugins: [any ServicePlugin] = [],
        clock: some Clock<Duration> = ContinuousClock()
    ) throws -> ServiceClient {
        try ServiceClient(
            name: "s",
            baseURL: "https://\(host)/v1",
            endpoints: [
                "get": .get("/items?page=1"), "other": .get("/other"), "secret": .get("/items?page=1&api_key=one"),
                "changed": .get("/items?page=1&api_key=two"), "post": .post("/items"),
            ],
            transport: transport,
            plugins: plugins,
            clock: clock
        )
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test func `what is recorded is given again, in the order of the file`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/items.json"
            let service = Service()
            let recording = try makeClient(try Cassette(path, mode: .newEpisodes).transport(over: service))
            #expect(try await recording.call("get").data == [1])
            #expect(try await recording.call("other").data == [2])
            #expect(try await recording.call("get").data == [3])

            let cassette = try Cassette(path)
            let replaying = try makeClient(cassette.transport(over: Service()))
            #expect(await cassette.unplayed.count == 3)
            #expect(try await replaying.call("get").data == [1])
            #expect(try await replaying.call("get").data == [3])
            #expect(await cassette.unplayed == ["GET https://api.test/v1/other"])
            let other = try await replaying.call("other")
            #expect(other.data == [2])
            #expect(other.status == 201)
            #expect(other.headers == ["x-number": "1", "set-cookie": "<redacted>", "x-two": "a", "x-two": "b"])
            let error = await #expect(throws: ServiceError.self) { try await replaying.call("get") }
            #expect((error?.transportError?.cause as? MockError)?.code == .noEpisode)
            #expect(error?.transportError?.message.contains("it has been given already") == true)
        }
    }

    @Test(arguments: Cassette.Mode.allCases)
    func `the modes`(mode: Cassette.Mode) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/items.json"
            let old = try makeClient(try Cassette(path, mode: .all).transport(over: Service { _, _ in .json("[0]") }))
            try await old.call("get")

            let service = Service()
            let client = try makeClient(try Cassette(path, mode: mode).transport(over: service))
            let known = try await client.call("get").data
            let unknown = try? await client.call("other").data
            let cassette = try Cassette(path)
            let episodes = await cassette.unplayed.count
            switch mode {
            case .none:
                #expect(known == [0] && unknown == nil && service.requestCount == 0 && episodes == 1)
            case .newEpisodes:
                #expect(known == [0] && unknown == [1] && service.requestCount == 1 && episodes == 2)
            case .all:
                #expect(known == [1] && unknown == [2] && service.requestCount == 2 && episodes == 2)
            case .passThrough:
                #expect(known == [0] && unknown == [1] && service.requestCount == 1 && episodes == 1)
            }
        }
    }

    @Test func `no secret is written, and a masked request is found by another secret`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/items.json"
            let service = Service { _, _ in
                .json(
                    #"{"user":{"name":"Ada","password":"hunter2"},"tokens":[{"access_token":"hunter2"}]}"#,
                    headers: [
                        "set-cookie": "id=hunter2", "content-length": "73",
                        "location": "https://h/cb?code=hunter2&state=s#access_token=hunter2",
                    ]
                )
            }
            let authorize = Authorize(value: "Bearer hunter2")
            let recording = try makeClient(
                try Cassette(path, mode: .all).transport(over: service),
                plugins: [authorize]
            )
            let live = try await recording.call("secret")
            #expect(live.data["user"]["password"] == "hunter2")
            try await recording.call("post", payload: ["login": "ada", "client_secret": "hunter2"])
            try await recording.call("post", payload: .bytes(Array("user=ada&password=hunter2".utf8)), .form)
            let written = try text(path)
            #expect(!written.contains("hunter2"))
            #expect(!written.contains("one"))
            #expect(written.contains("api_key=<redacted>"))
            #expect(written.contains("https://h/cb?code=<redacted>&state=s#access_token=<redacted>"))
            #expect(written.contains("user=ada&password=<redacted>"))

            let replaying = try makeClient(
                try Cassette(path).transport(over: Service()),
                plugins: [Authorize(value: "Bearer other")]
            )
            let again = try await replaying.call("changed")
            #expect(again.data["user"] == ["name": "Ada", "password": "<redacted>"])
            #expect(again.headers["content-length"] == nil)
            try await replaying.call("post", payload: ["client_secret": "other", "login": "ada"])
            try await replaying.call("post", payload: .bytes(Array("user=ada&password=x".utf8)), .form)
        }
    }

    @Test func `a large body beside the cassette has no secret either`() async throws {
        try await withTemporaryFolder { folder in
            let filler = String(repeating: "x", count: 20_000)
            let service = Service { _, _ in .json(#"{"filler":"\#(filler)","password":"hunter2"}"#) }
            let cassette = try Cassette(folder + "/items.json", mode: .all)
            try await makeClient(cassette.transport(over: service)).call("get")
            let body = try text(folder + "/items-1-response.txt")
            #expect(body.count > 20_000)
            #expect(!body.contains("hunter2"))
        }
    }

    @Test func `a call that is not recorded fails with the nearest episodes and what differs`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/items.json"
            let recording = try makeClient(try Cassette(path, mode: .all).transport(over: Service()))
            try await recording.call("post", payload: ["name": "Ada"])
            try await recording.call("other")
            let replaying = try makeClient(try Cassette(path).transport(over: Service()))
            let error = await #expect(throws: ServiceError.self) {
                try await replaying.call("post", payload: ["name": "Bob"])
            }
            let lines = error?.transportError?.message.split(separator: "\n").map(String.init) ?? []
            #expect(lines.count == 3)
            #expect(
                lines.first?.hasSuffix(
                    "has no episode for POST https://api.test/v1/items: record it with the mode newEpisodes"
                ) == true
            )
            #expect(
                lines.dropFirst().first
                    == #"    episode 1, POST https://api.test/v1/items: body.name is "Bob", not "Ada""#
            )
        }
    }

    @Test func `what must be the same can be chosen`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/items.json"
            let recording = try makeClient(try Cassette(path, mode: .all).transport(over: Service()))
            try await recording.call("post", payload: ["a": 1])
            func found(_ matching: Cassette.Matching, host: String = "api.test", plugins: [any ServicePlugin] = [])
                async throws -> Bool
            {
                let cassette = try Cassette(path, matching: matching)
                let client = try makeClient(cassette.transport(over: Service()), host: host, plugins: plugins)
                return (try? await client.call("post", payload: ["a": 2])) != nil
            }
            let withoutBody: Cassette.Matching = [.method, .origin, .path, .query]
            #expect(try await !found(.standard))
            #expect(try await found(withoutBody))
            #expect(try await !found(withoutBody, host: "localhost"))
            #expect(try await found([.method, .path, .query], host: "localhost"))
            #expect(try await found([.headers]))
            #expect(try await !found([.headers], plugins: [Authorize(value: "x")]))
        }
    }

    @Test func `bodies that are binary or large lie beside it, and all come back byte for byte`() async throws {
        let bodies: [(String, [UInt8], Bool)] = [
            ("empty", [], false), ("json", Array(#"{"a":1,"b":[1.50,"x"]}"#.utf8), false),
            ("pretty", Array("{\n  \"a\" : 1.0\n}\n".utf8), false), ("text", Array("a,b\r\n1,\"2\"\n".utf8), false),
            ("number", Array("7".utf8), false), ("binary", [0xFF, 0, 1], true), ("nul", [0x61, 0], true),
            ("large", [UInt8](repeating: 0x61, count: 16_385), true),
            ("large json", Array("[\"\(String(repeating: "x", count: 20_000))\"]".utf8), true),
        ]
        for (name, bytes, isBeside) in bodies {
            try await withTemporaryFolder { folder in
                let path = folder + "/items.json"
                let service = Service { _, _ in TransportResponse(head: ResponseHead(status: 200), body: .bytes(bytes))
                }
                for mode in [Cassette.Mode.all, .none] {
                    let client = try makeClient(try Cassette(path, mode: mode).transport(over: service))
                    let found = try await client.stream("get") { response in
                        var found: [UInt8] = []
                        for try await chunk in response.body { found += chunk }
                        return found
                    }
                    #expect(found == bytes, "\(name) in the mode \(mode)")
                }
                let files = try FileManager.default.contentsOfDirectory(atPath: folder)
                #expect(files.count == (isBeside ? 2 : 1), "\(name): \(files)")
            }
        }
    }

    @Test func `a cassette survives an edit by hand`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/items.json"
            try write(
                """
                { "note": "by hand", "version": 1, "episodes": [
                  { "why": "edited", "request": {"method": "GET", "url": "https://api.test/v1/items?page=1"},
                    "response": {"status": 418, "headers": {"Content-Length": "2"}, "body": {"json": {"a": [1, 2, 3]}}} },
                  { "request": {"method": "GET", "url": "https://api.test/v1/old"},
                    "response": {"status": 200, "body": {"file": "items-3-response.bin"}} }
                ]}
                """,
                to: path
            )
            try write("kept", to: folder + "/items-3-response.bin")
            let service = Service { _, _ in TransportResponse(head: ResponseHead(status: 200), body: .bytes([0xFF])) }
            let client = try makeClient(try Cassette(path, mode: .newEpisodes).transport(over: service))
            let edited = try await client.call("get")
            #expect(edited.status == 418)
            #expect(edited.data == ["a": [1, 2, 3]])
            #expect(edited.headers.isEmpty)
            _ = try await client.stream("other") { _ in }
            let written = try text(path)
            #expect(written.contains("by hand"))
            #expect(written.contains("edited"))
            #expect(try text(folder + "/items-3-response.bin") == "kept")
        }
    }

    @Test(arguments: [
        ("{", "no JSON: "), ("[]", "list of \"episodes\""), (#"{"episodes": {}}"#, "list of \"episodes\""),
        (#"{"version": 2, "episodes": []}"#, "version is 2"), (#"{"episodes": [1]}"#, "episode 1 is not an object"),
        (#"{"episodes": [{}]}"#, "episode 1, request is not an object"),
        (
            #"{"episodes": [{"request": {"method": "GET", "url": "/x"}, "response": {}}]}"#,
            "request.url is not an absolute URL"
        ),
        (
            #"{"episodes": [{"request": {"method": "GET", "url": "http://h"}, "response": {"status": "x"}}]}"#,
            "response.status is not a number"
        ),
        (
            #"{"episodes": [{"request": {"method": "GET", "url": "http://h"}, "response": {"status": 200, "headers": {"a": 1}}}]}"#,
            "response.headers.a is not a text or a list of texts"
        ),
        (
            #"{"episodes": [{"request": {"method": "GET", "url": "http://h"}, "response": {"status": 200, "body": {"file": "../x"}}}]}"#,
            "without \"..\""
        ),
        (
            #"{"episodes": [{"request": {"method": "GET", "url": "http://h"}, "response": {"status": 200, "body": {}}}]}"#,
            "response.body is not an object with"
        ),
    ])
    func `what is wrong with a file is told with its place`(contents: String, expected: String) async throws {
        try await withTemporaryFolder { folder in
            try write(contents, to: folder + "/items.json")
            let error = #expect(throws: MockError.self) { try Cassette(folder + "/items.json", mode: .newEpisodes) }
            #expect(error?.message.contains(expected) == true, "\(error?.message ?? "")")
            #expect(error?.message.contains("items.json") == true)
            #expect(try text(folder + "/items.json") == contents)
        }
    }

    @Test func `a missing file is an error for those who only replay`() async throws {
        try await withTemporaryFolder { folder in
            #expect(throws: MockError.self) { try Cassette(folder + "/none.json") }
            #expect(throws: MockError.self) { try Cassette(folder + "/no/none.json", mode: .newEpisodes) }
            _ = try Cassette(folder + "/none.json", mode: .passThrough)
        }
    }

    @Test func `failures are not recorded, and the limit of a body holds`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/items.json"
            let broken = Service { _, _ in throw TransportError(.connectionLost, "lost") }
            _ = try? await makeClient(try Cassette(path, mode: .all).transport(over: broken)).call("get")
            #expect(!FileManager.default.fileExists(atPath: path))
            let cassette = try Cassette(path, mode: .all, maximumBodySize: 2)
            let error = await #expect(throws: ServiceError.self) {
                try await makeClient(cassette.transport(over: Service())).call("get")
            }
            #expect(error?.transportError?.message.contains("longer than 2 bytes") == true)
        }
    }

    @Test func `an episode can be changed before it is written`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/items.json"
            let cassette = try Cassette(path, mode: .all) { episode in
                var request = episode["request"]?.object ?? [:]
                request["url"] = "https://example.com/hidden"
                episode["request"] = .object(request)
            }
            try await makeClient(cassette.transport(over: Service())).call("get")
            #expect(await cassette.unplayed == [])
            let written = try Cassette(path)
            #expect(await written.unplayed == ["GET https://example.com/hidden"])
        }
    }

    @Test func `as a plugin it stands in for any transport, and 64 callers each get an episode`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/items.json"
            let service = Service()
            let recording = try makeClient(service, plugins: [try Cassette(path, mode: .newEpisodes)])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<64 { group.addTask { try await recording.call("get") } }
                try await group.waitForAll()
            }
            let replaying = try makeClient(RealTransport(), plugins: [try Cassette(path)])
            let numbers = try await withThrowingTaskGroup(of: Int?.self) { group in
                for _ in 0..<64 { group.addTask { try await replaying.call("get").data[0].int } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(numbers == Set(1...64))
        }
    }
}

private struct Authorize: RequestPreparing {
    let value: String

    func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        request.headers["authorization"] = value
        if session.options[FormOption.self] == true {
            request.headers["content-type"] = "application/x-www-form-urlencoded"
        }
    }
}

extension Authorize: OptionReading {
    var options: [OptionDeclaration] { [OptionDeclaration(FormOption.self)] }
}

private enum FormOption: ServiceOptionKey {
    typealias Value = Bool
    static let name = "form"
}

extension ServiceOption {
    fileprivate static var form: Self { Self(FormOption.self, true) }
}

extension TransportResponse {
    fileprivate static func json(
        _ text: String,
        headers: HeaderFields = ["x-number": "1", "set-cookie": "a=1", "x-two": "a", "x-two": "b"]
    ) -> Self {
        Self(head: ResponseHead(status: 201, headers: headers), body: .bytes(Array(text.utf8)))
    }
}
