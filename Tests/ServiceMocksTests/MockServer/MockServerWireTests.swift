import ServiceCore
import ServiceMocks
import Testing

/// What goes over the wire, byte by byte.
struct MockServerWireTests {
    static let exchanges: [(Answer, request: String, expected: String)] = [
        (.text("hello"), "GET / HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK\r\n[T]Content-Length: 5\r\n[C]\r\nhello"),
        (.text("hello"), "HEAD / HTTP/1.1\r\nHost: h\r\n[C]\r\n", "HTTP/1.1 200 OK\r\n[T]Content-Length: 5\r\n[C]\r\n"),
        (.status(204), "GET / HTTP/1.1\r\nHost: h\r\n[C]\r\n", "HTTP/1.1 204 No Content\r\n[C]\r\n"),
        (.status(304), "GET / HTTP/1.1\r\nHost: h\r\n[C]\r\n", "HTTP/1.1 304 Not Modified\r\n[C]\r\n"),
        (
            .chunked([[0x61], [], [0x62, 0x63]]), "GET / HTTP/1.1\r\nHost: h\r\n[C]\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n[C]\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"
        ),
        (.chunked([[0x61], [0x62]]), "GET / HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK\r\n[C]\r\nab"),
        (
            .stream { body in
                try await body.write("one")
                try await body.write("")
                try await body.write("two")
            },
            "GET / HTTP/1.1\r\nHost: h\r\n[C]\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n[C]\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"
        ),
        (
            .stream(length: 6) { body in try await body.write("onetwo") }, "GET / HTTP/1.1\r\nHost: h\r\n[C]\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n[C]\r\nonetwo"
        ),
        (
            Answer(body: .bytes([0x61]), framing: .untilClose), "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
            "HTTP/1.1 200 OK\r\n[C]\r\na"
        ),
        (.raw("HTP/1.1 abc\n"), "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTP/1.1 abc\n"),
        (.status(200).with(.close()), "GET / HTTP/1.1\r\nHost: h\r\n\r\n", ""),
        (
            .bytes([0x61]).with(.close(.afterHead)), "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n"
        ),
        (
            .text("hello").with(.close(.inBody(after: 2))), "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
            "HTTP/1.1 200 OK\r\n[T]Content-Length: 5\r\n\r\nhe"
        ),
        (
            .text("hello").with(.announcedLength(2)), "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
            "HTTP/1.1 200 OK\r\n[T]Content-Length: 2\r\n\r\nhello"
        ),
        (
            .stream(length: 5) { body in try await body.write("he") }, "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe"
        ),
        (
            .stream { body in
                try await body.write("he")
                throw CancellationError()
            },
            "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n"
        ),
        (
            .stream { body in
                for _ in 0..<3 { try? await body.write("abc") }
            }.with(.close(.inBody(after: 4))),
            "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\na"
        ),
    ]

    @Test(arguments: exchanges)
    func `one exchange, up to the end of the connection`(answer: Answer, request: String, expected: String) async throws
    {
        func expanded(_ text: String) -> String {
            text.replacing("[T]", with: "Content-Type: text/plain; charset=utf-8\r\n")
                .replacing("[C]", with: "Connection: close\r\n")
        }
        try await MockServer.withServer { _ in
            answer
        } _: { server in
            let received = try await RawClient.exchange(server, expanded(request))
            #expect(received == expanded(expected))
        }
    }

    @Test(arguments: [Fault.Place.beforeHead, .afterHead, .inBody(after: 3)])
    func `a reset is a reset`(place: Fault.Place) async throws {
        try await MockServer.withServer { _ in
            .text("hello").with(.reset(place))
        } _: { server in
            await #expect(throws: RawClient.Failure.reset) {
                try await RawClient.exchange(server, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            }
            try await server.waitForConnections(count: 0)
        }
    }

    static let refusals: [(request: String, statusLine: String)] = [
        ("nonsense\r\n\r\n", "HTTP/1.1 400 Bad Request\r\n"),
        ("GET / HTTP/3.0\r\n\r\n", "HTTP/1.1 505 HTTP Version Not Supported\r\n"),
        ("GET /\(String(repeating: "x", count: 3_000_000))", "HTTP/1.1 431 Request Header Fields Too Large\r\n"),
        (
            "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n\(String(repeating: "x", count: 3_000_000))",
            "HTTP/1.1 413 Content Too Large\r\n"
        ),
    ]

    @Test(arguments: refusals)
    func `what is wrong is refused, and the client can read why`(request: String, statusLine: String) async throws {
        // On this clock the server waits as long as the client sends, however slow that is.
        let clock = ServiceClock(ManualClock())
        let configuration = MockServer.Configuration(clock: clock, maximumBodySize: 1_000)
        try await MockServer.withServer(configuration: configuration) { _ in
            .status(200)
        } _: { server in
            let answer = try await RawClient.exchange(server, request)
            #expect(answer.hasPrefix(statusLine))
            #expect(answer.contains("\r\nConnection: close\r\n"))
            #expect(server.requests.isEmpty)
            #expect(server.refusedRequestCount == 1)
            try await server.waitForConnections(count: 0)
            #expect(server.abortedRequestCount == 0)
        }
    }

    @Test(arguments: ["Content-Length: 5\r\n\r\n|hello", "Transfer-Encoding: chunked\r\n\r\n|5\r\nhello\r\n0\r\n\r\n"])
    func `a client that asks first is told to continue`(request: String) async throws {
        let parts = request.split(separator: "|")
        try await MockServer.withServer {
            .text($0.text)
        } _: { server in
            try await RawClient.with(server) { client in
                try await client.send("PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\n\(parts[0])")
                #expect(try await client.read(count: 25) == "HTTP/1.1 100 Continue\r\n\r\n")
                #expect(server.requests.isEmpty)
                try await client.send(String(parts[1]))
                client.shutdownWriting()
                #expect(try await client.readToEnd().hasSuffix("\r\n\r\nhello"))
            }
        }
    }

    @Test func `a server may keep silent where a client asks first`() async throws {
        let configuration = MockServer.Configuration(sendsContinue: false)
        try await MockServer.withServer(configuration: configuration) {
            .text($0.text)
        } _: { server in
            try await RawClient.with(server) { client in
                try await client.send("PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
                try await client.send("hi")
                #expect(try await client.read(count: 15) == "HTTP/1.1 200 OK")
            }
        }
    }

    @Test func `pipelined requests are answered in order on one connection`() async throws {
        try await MockServer.withServer {
            .text($0.path)
        } _: { server in
            let requests = (0..<100).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined()
            let answers = try await RawClient.exchange(
                server,
                requests,
                "GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\nGET /ignored HTTP/1.1\r\nHost: h\r\n\r\n"
            )
            let bodies = answers.split(separator: "HTTP/1.1 200 OK\r\n").map { $0.split(separator: "\r\n").last ?? "" }
            #expect(bodies.map(String.init) == (0..<100).map { "/\($0)" } + ["/last"])
            #expect(server.requests.map(\.numberOnConnection) == Array(1...101))
            #expect(server.acceptedConnectionCount == 1)
        }
    }
}
