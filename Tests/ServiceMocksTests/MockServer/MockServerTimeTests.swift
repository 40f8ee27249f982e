import ServiceCore
import ServiceMocks
import Testing

/// Delays, stalls and those who leave meanwhile.
struct MockServerTimeTests {
    private static let request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

    let clock = ManualClock()

    private var configuration: MockServer.Configuration { .init(clock: ServiceClock(clock)) }

    @Test func `delays and drips run on the clock that was given`() async throws {
        let answer = Answer.raw("abcdef").with(.delay(.seconds(5)), .drip(bytes: 4, every: .seconds(1)))
        try await MockServer.withServer(configuration: configuration) { _ in
            answer
        } _: { server in
            try await RawClient.with(server) { client in
                try await client.send(Self.request)
                try await clock.waitForSleepers()
                #expect(clock.nextDeadline == .init(offset: .seconds(5)))
                clock.advance(by: .seconds(5))
                #expect(try await client.read(count: 4) == "abcd")
                try await clock.waitForSleepers()
                #expect(clock.nextDeadline == .init(offset: .seconds(6)))
                clock.advance(by: .seconds(1))
                #expect(try await client.readToEnd() == "ef")
            }
        }
    }

    static let waiting: [Answer] = [
        .text("hello").with(.stall()),
        .text("hello").with(.stall(.afterHead)),
        .text("hello").with(.stall(.inBody(after: 2))),
        .text("hello").with(.delay(.seconds(60))),
        .text("hello").with(.drip(bytes: 1, every: .seconds(60))),
        .stream { body in while true { try await body.write([UInt8](repeating: 0, count: 100_000)) } },
    ]

    @Test(arguments: waiting, [true, false])
    func `a client that leaves is noticed`(answer: Answer, resetting: Bool) async throws {
        try await MockServer.withServer(configuration: configuration) { _ in
            answer
        } _: { server in
            let client = try RawClient(port: server.port)
            try await client.send(Self.request)
            _ = try await server.nextRequest()
            #expect(server.connectionCount == 1)
            client.close(resetting: resetting)
            try await server.waitForConnections(count: 0)
            #expect(clock.sleeperCount == 0)
            #expect(server.abortedRequestCount == 0)
        }
    }

    @Test(arguments: waiting)
    func `stopping ends whatever is under way`(answer: Answer) async throws {
        let server = try MockServer(configuration: configuration) { _ in answer }
        let client = try RawClient(port: server.port)
        try await client.send(Self.request)
        _ = try await server.nextRequest()
        await server.stop()
        #expect(server.connectionCount == 0)
        client.close()
        #expect(throws: RawClient.Failure.self) { try RawClient(port: server.port) }
        await #expect(throws: MockServerError.self) { try await server.nextRequest() }
        await server.stop()
    }

    @Test func `the handler's task is cancelled when the client leaves`() async throws {
        let handler: MockServer.Handler = { [clock] _ in
            try await clock.sleep(for: .seconds(60))
            return .status(200)
        }
        try await MockServer.withServer(handler: handler) { server in
            let client = try RawClient(port: server.port)
            try await client.send(Self.request)
            try await clock.waitForSleepers()
            client.close()
            try await server.waitForConnections(count: 0)
            #expect(clock.sleeperCount == 0)
        }
    }

    @Test func `a client that was refused and stays is cut off after two seconds`() async throws {
        try await MockServer.withServer(configuration: configuration) { _ in
            .status(200)
        } _: { server in
            try await RawClient.with(server) { client in
                try await client.send("nonsense\r\n\r\n")
                #expect(try await client.readToEnd().hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
                try await clock.waitForSleepers()
                #expect(clock.nextDeadline == .init(offset: .seconds(2)))
                #expect(server.connectionCount == 1)
                clock.advance(by: .seconds(2))
                try await server.waitForConnections(count: 0)
            }
        }
    }

    @Test func `who waits for what a stopped server cannot see any more is told`() async throws {
        let server = try MockServer()
        let waiting: [@Sendable () async throws -> Void] = [
            { _ = try await server.nextRequest() },
            { try await server.waitForConnections(count: 1) },
            { try await server.waitForAbortedRequests() },
        ]
        let tasks = waiting.map { wait in Task { try await wait() } }
        await server.stop()
        for task in tasks {
            let error = await #expect(throws: MockServerError.self) { try await task.value }
            #expect(error?.code == .stopped)
        }
        try await server.waitForConnections(count: 0)
        try await server.waitForAbortedRequests(count: 0)
    }

    @Test func `a request that is broken off is counted and not recorded`() async throws {
        try await MockServer.withServer { _ in
            .status(200)
        } _: { server in
            for part in ["G", "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhell"] {
                let client = try RawClient(port: server.port)
                try await client.send(part)
                client.close()
            }
            try await server.waitForAbortedRequests(count: 2)
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `a slow reader holds the writer back`() async throws {
        let piece = [UInt8](repeating: 0, count: 1_000_000)
        let (written, continuation) = AsyncStream.makeStream(of: Int.self)
        let answer = Answer.stream { body in
            for number in 1...1_000 {
                try await body.write(piece)
                continuation.yield(number)
            }
        }
        try await MockServer.withServer { _ in
            answer
        } _: { server in
            try await RawClient.with(server) { client in
                try await client.send(Self.request)
                var sent = 0
                var received = 0
                var numbers = written.makeAsyncIterator()
                // Loopback buffers hold some megabytes: as long as nobody reads, the thousand never gets through.
                while sent < 20 {
                    received += try await client.read(count: 1_000_000).utf8.count
                    sent = await numbers.next() ?? 0
                }
                #expect(received >= 19_000_000)
            }
            try await server.waitForConnections(count: 0)
        }
        continuation.finish()
        var last = 0
        for await number in written { last = number }
        #expect(last < 100)
    }

    @Test func `an error of a handler becomes a 500`() async throws {
        struct Broken: Error {}
        try await MockServer.withServer { _ in
            throw Broken()
        } _: { server in
            let answer = try await RawClient.exchange(server, "GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"))
            #expect(answer.contains("threw for GET /x: Broken()"))
        }
    }

    @Test func `waiting for a request can be cancelled`() async throws {
        try await MockServer.withServer { _ in
            .status(200)
        } _: { server in
            let waiting = Task { try await server.nextRequest() }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            _ = try await RawClient.exchange(server, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
            #expect(try await server.nextRequest().path == "/")
        }
    }

    @Test func `a scoped server stops when its body throws`() async throws {
        struct Broken: Error {}
        var port = 0
        await #expect(throws: Broken.self) {
            try await MockServer.withServer { _ in
                .status(200)
            } _: { server in
                port = server.port
                throw Broken()
            }
        }
        #expect(throws: RawClient.Failure.self) { try RawClient(port: port) }
    }

    @Test func `a port that is taken or none is an error that says so`() async throws {
        try await MockServer.withServer { _ in
            .status(200)
        } _: { server in
            let error = #expect(throws: MockServerError.self) { try MockServer(port: server.port) }
            #expect(error?.code == .cannotListen)
            #expect(error?.message.contains("127.0.0.1:\(server.port)") == true)
        }
        #expect(throws: MockServerError.self) { try MockServer(port: 65_536) }
        #expect(throws: MockServerError.self) { try MockServer(port: -1) }
    }
}
