import ServiceCore
import ServiceMocks
import Testing

/// Which request an episode is for, each part alone; and what of a response is not given again.
struct CassetteMatchingTests {
    private static func request(_ change: (inout ServiceRequest) -> Void = { _ in }) -> ServiceRequest {
        let origin = ServiceURL.Origin(scheme: "https", host: "api.test")
        var request = ServiceRequest(
            method: .post,
            url: ServiceURL(origin: origin, path: "/a", query: "page=1"),
            headers: ["accept": "a/b"],
            body: .bytes(Array(#"{"a":1}"#.utf8))
        )
        change(&request)
        return request
    }

    static let others: [(String, Cassette.Matching, ServiceRequest)] = [
        ("method", .method, request { $0.method = .put }),
        ("host", .origin, request { $0.url.origin = .init(scheme: "https", host: "other.test") }),
        ("port", .origin, request { $0.url.origin = .init(scheme: "https", host: "api.test", port: 8443) }),
        ("scheme", .origin, request { $0.url.origin = .init(scheme: "http", host: "api.test") }),
        ("path", .path, request { $0.url.path = "/b" }),
        ("query", .query, request { $0.url.query = "page=2" }),
        ("no query", .query, request { $0.url.query = nil }),
        ("body", .body, request { $0.body = .bytes(Array(#"{"a":2}"#.utf8)) }),
        ("no body", .body, request { $0.body = .none }),
        ("text", .body, request { $0.body = .bytes(Array("a".utf8)) }),
        ("header field", .headers, request { $0.headers["accept"] = "c/d" }),
        ("another header field", .headers, request { $0.headers["x"] = "1" }),
    ]

    @Test(arguments: others.indices)
    func `what differs counts where it is asked for, and nowhere else`(index: Int) async throws {
        let (what, part, other) = Self.others[index]
        let all: Cassette.Matching = [.standard, .headers]
        try await withTemporaryFolder { folder in
            let path = folder + "/items.json"
            try await Self.send(Self.request(), try Cassette(path, mode: .all))
            for (matching, isFound) in [(all, false), (part, false), (all.subtracting(part), true), ([], true)] {
                let cassette = try Cassette(path, matching: matching)
                let answer: Void? = try? await Self.send(other, cassette)
                #expect((answer != nil) == isFound, "\(what), \(matching.rawValue)")
                try await Self.send(Self.request(), try Cassette(path, matching: matching))
            }
        }
    }

    @Test func `JSON is the same in another order and with other spaces, however it was kept`() async throws {
        let large = #""\#(String(repeating: "x", count: 20_000))""#
        for filler in ["1", large] {
            for (recorded, asked) in [
                (#"{"a":\#(filler),"b":[2]}"#, #"{ "b": [2], "a": \#(filler) }"#),
                ("{ \"a\" : \(filler) }\n", "{\"a\":\(filler)}"),
            ] {
                try await withTemporaryFolder { folder in
                    let path = folder + "/items.json"
                    let request = Self.request { $0.body = .bytes(Array(recorded.utf8)) }
                    try await Self.send(request, try Cassette(path, mode: .all))
                    try await Self.send(
                        Self.request { $0.body = .bytes(Array(asked.utf8)) },
                        try Cassette(path)
                    )
                }
            }
        }
    }

    @Test func `codings of a body that was decoded are not given again`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/items.json"
            let transport = Coded()
            try await Cassette(path, mode: .all).transport(over: transport).send(Self.request(), deadline: nil) { _ in }
            try await Cassette(path).transport(over: transport).send(Self.request(), deadline: nil) { response in
                #expect(response.head.headers == ["etag": "7"])
                #expect(response.body.buffered == [0x61])
            }
        }
    }

    private struct Coded: Transport {
        func send(_ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler) async throws {
            let headers: HeaderFields = [
                "content-encoding": "gzip", "transfer-encoding": "chunked", "content-length": "21", "etag": "7",
            ]
            let head = ResponseHead(status: 200, headers: headers)
            try await handler(TransportResponse(head: head, body: .bytes([0x61])))
        }
    }

    private static func send(_ request: ServiceRequest, _ cassette: Cassette) async throws {
        try await cassette.transport(over: RealTransport()).send(request, deadline: nil) { _ in }
    }
}
