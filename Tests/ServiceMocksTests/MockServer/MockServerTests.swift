import ServiceCore
import ServiceMocks
import Testing

struct MockServerTests {
    @Test func `a closure answers every request, and the request is recorded as it came`() async throws {
        try await MockServer.withServer { request in
            .text("\(request.method) \(request.path)", headers: ["X-One": "1", "x-one": "2"])
        } _: { server in
            let answer = try await RawClient.exchange(
                server,
                "POST /a%20b?x=1&x=2 HTTP/1.1\r\nHost: h\r\nX-Twice: a\r\nx-twice: b\r\n"
                    + "Content-Length: 5\r\nConnection: close\r\n\r\nhello"
            )
            #expect(
                answer == "HTTP/1.1 200 OK\r\nX-One: 1\r\nx-one: 2\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    + "Content-Length: 11\r\nConnection: close\r\n\r\nPOST /a%20b"
            )
            let request = try await server.nextRequest()
            #expect(request.method == .post)
            #expect(request.target == "/a%20b?x=1&x=2")
            #expect(request.path == "/a%20b")
            #expect(request.query == "x=1&x=2")
            #expect(
                request.headers.map(\.name.rawValue) == ["Host", "X-Twice", "x-twice", "Content-Length", "Connection"]
            )
            #expect(request.text == "hello")
            #expect(request.chunkSizes == nil)
            #expect(request.connection == 1)
            #expect(request.numberOnConnection == 1)
        }
    }

    @Test func `enqueued answers come in order, and then a 500 that says what to do`() async throws {
        let server = try MockServer()
        server.enqueue(.status(204), .json("{}", status: 201))
        try await RawClient.with(server) { client in
            try await client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n")
            try await client.send("GET /3 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
            let answers = try await client.readToEnd()
            #expect(
                answers.hasPrefix(
                    "HTTP/1.1 204 No Content\r\n\r\n"
                        + "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                        + "HTTP/1.1 500 Internal Server Error\r\n"
                )
            )
            #expect(answers.contains("GET /3: enqueue one before"))
        }
        #expect(server.requests.map(\.path) == ["/1", "/2", "/3"])
        await server.stop()
        #expect(server.connectionCount == 0)
        #expect(server.acceptedConnectionCount == 1)
    }

    @Test func `the newest requests are kept, and all are counted`() async throws {
        let configuration = MockServer.Configuration(recordingLimit: 3)
        try await MockServer.withServer(configuration: configuration) { _ in
            .status(204)
        } _: { server in
            let requests = (1...5).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined()
            let last = "GET /6 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
            _ = try await RawClient.exchange(server, requests, last)
            #expect(server.requests.map(\.path) == ["/4", "/5", "/6"])
            #expect(server.requestCount == 6)
            #expect(try await server.nextRequest().path == "/4")
            #expect(try await server.nextRequest().numberOnConnection == 5)
        }
    }
}
