#if os(Linux)
    import ServiceCore
    import ServiceMocks
    import TestSupport
    import Testing

    /// Every test runs in a process of its own, because it counts that process's descriptors. The limit is for a hang.
    @Suite(.timeLimit(.minutes(20)))
    struct MockServerStressTests {
        @Test func `thousands of connections that drop anywhere leave nothing behind`() async {
            await #expect(processExitsWith: .success) {
                try await RawClient.exchangeOnce()
                let before = try openDescriptorCount()
                let server = try MockServer(handler: { Misbehaviour.answer(to: $0) })
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for seed in 0..<3_000 as Range<UInt64> {
                        if seed >= 100 { try await group.next() }
                        group.addTask {
                            do {
                                try await Misbehaviour.run(seed: seed, server)
                            } catch {
                                // What another process throws comes here without its text.
                                Issue.record("the client \(seed) threw \(error)")
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                // A client may be gone before the server takes its connection.
                while server.acceptedConnectionCount < 3_000 { await Task.yield() }
                try await server.waitForConnections(count: 0)
                #expect(server.acceptedConnectionCount == 3_000)
                #expect(!server.requests.isEmpty && server.abortedRequestCount > 0)
                await server.stop()
                let after = try openDescriptorCount()
                #expect(after == before, "\(after) descriptors are open, and \(before) were")
            }
        }

        @Test func `stopping in the middle of everything closes everything`() async {
            await #expect(processExitsWith: .success) {
                try await RawClient.exchangeOnce()
                let before = try openDescriptorCount()
                for round in 0..<20 as Range<UInt64> {
                    let server = try MockServer(handler: { Misbehaviour.answer(to: $0) })
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for seed in 0..<50 as Range<UInt64> {
                            group.addTask {
                                // Once the server is gone, nothing of it is promised.
                                try? await Misbehaviour.run(seed: round * 50 + seed, server)
                            }
                        }
                        for _ in 0..<10 { _ = try await server.nextRequest() }
                        await server.stop()
                        #expect(server.connectionCount == 0, "in the round \(round)")
                        try await group.waitForAll()
                    }
                }
                let after = try openDescriptorCount()
                #expect(after == before, "\(after) descriptors are open, and \(before) were")
            }
        }

        @Test func `a server that is dropped closes its port and its connections`() async {
            await #expect(processExitsWith: .success) {
                try await RawClient.exchangeOnce()
                let before = try openDescriptorCount()
                var server: MockServer? = try MockServer(handler: { _ in .text("x").with(.stall()) })
                let port = try #require(server?.port)
                let client = try RawClient(port: port)
                try await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                _ = try await server?.nextRequest()
                server = nil
                #expect(try await client.readToEnd() == "")
                client.close()
                while try openDescriptorCount() != before { await Task.yield() }
                #expect(throws: RawClient.Failure.self) { try RawClient(port: port) }
            }
        }

        @Test func `a process without descriptors accepts again when it has some`() async {
            await #expect(processExitsWith: .success) {
                try await RawClient.exchangeOnce()
                let server = try MockServer(handler: { _ in .text("ok") })
                limitDescriptors(to: try openDescriptorCount() + 8)
                var clients: [RawClient] = []
                while let client = try? RawClient(port: server.port) { clients.append(client) }
                #expect(clients.count > 3)
                for client in clients { client.close() }
                let answer = try await RawClient.exchange(
                    server,
                    "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
                )
                #expect(answer.hasSuffix("ok"))
                await server.stop()
            }
        }
    }

    extension RawClient {
        /// Makes the runtime open what it keeps open.
        fileprivate static func exchangeOnce() async throws {
            let answer = try await MockServer.withServer { _ in
                .text("x")
            } _: { server in
                try await exchange(server, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
            }
            #expect(answer.hasSuffix("\r\n\r\nx"))
        }
    }

    /// A client that goes wrong somewhere, and where is told by its seed.
    private enum Misbehaviour {
        private static let large = [UInt8](repeating: UInt8(ascii: "x"), count: 600_000)

        static func answer(to request: RecordedRequest) -> Answer {
            switch request.path {
            case "/text": .text("hello")
            case "/large": .bytes(large)
            case "/chunks": .chunked([Array("one".utf8), Array("two".utf8)])
            case "/endless": .stream { body in while true { try await body.write(large) } }
            case "/stall": .text("hello").with(.stall(.inBody(after: 2)))
            case "/silence": .text("hello").with(.stall())
            case "/reset": .bytes(large).with(.reset(.inBody(after: 1_000)))
            default: .bytes(large).with(.close(.inBody(after: 1_000)))
            }
        }

        static func run(seed: UInt64, _ server: MockServer) async throws {
            var random = SplitMix(seed: seed)
            let client = try RawClient(port: server.port)
            let paths = ["/text", "/large", "/chunks", "/endless", "/stall", "/silence", "/reset", "/close"]
            let path = paths.randomElement(using: &random) ?? ""
            let body = String(repeating: "b", count: Int.random(in: 0...20_000, using: &random))
            let request = "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            do {
                switch Int.random(in: 0..<4, using: &random) {
                case 0:
                    break
                case 1:
                    try await client.send(String(request.prefix(Int.random(in: 0..<request.count, using: &random))))
                case 2:
                    try await client.send(request)
                default:
                    try await client.send(request)
                    if path != "/silence" {
                        let answer = try await client.read(count: Int.random(in: 1...15, using: &random))
                        #expect("HTTP/1.1 200 OK".hasPrefix(answer), "the client \(seed) was answered \(answer)")
                    }
                }
            } catch is RawClient.Failure {
                // The server resets some connections while the client is at it.
            }
            client.close(resetting: Bool.random(using: &random))
        }
    }
#endif
