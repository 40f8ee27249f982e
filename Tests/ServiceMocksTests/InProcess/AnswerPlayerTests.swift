import ServiceCore
import ServiceMocks
import ServiceURLSession
import Testing

/// What a client sees of an answer without a server is what it sees with one.
struct AnswerPlayerTests {
    struct Seen: Equatable, CustomStringConvertible {
        var status: Int?
        var body = ""
        var failure: TransportError.Code?

        var description: String { "\(status ?? 0) \(body) \(failure.map { "\($0)" } ?? "-")" }
    }

    private func see(_ client: ServiceClient, _ endpoint: String = "it") async throws -> Seen {
        let seen = Monitored(Seen())
        do {
            try await client.stream(endpoint) { response in
                seen.change { $0.status = response.status.code }
                for try await chunk in response.body {
                    seen.change { $0.body += String(decoding: chunk, as: UTF8.self) }
                }
            }
        } catch let error as ServiceError {
            let cause = (error.cause as? ServiceError)?.cause ?? error.cause
            let code = (cause as? TransportError)?.code ?? error.transportError?.code
            seen.change { $0.failure = code }
        }
        return seen.value
    }

    static let answers: [(Answer, Seen)] = [
        (.text("hello"), Seen(status: 200, body: "hello")),
        (.status(204), Seen(status: 204)),
        (Answer(status: 304, body: .bytes([1])), Seen(status: 304)),
        (.chunked([[0x61], [], [0x62]], status: 201), Seen(status: 201, body: "ab")),
        (
            .stream {
                try await $0.write("a"); try await $0.write("b")
            }, Seen(status: 200, body: "ab")
        ),
        (.stream(length: 3) { try await $0.write("ab") }, Seen(status: 200, body: "ab", failure: .truncatedBody)),
        (.text("hello").with(.reset()), Seen(failure: .connectionLost)),
        (.text("hello").with(.close()), Seen(failure: .connectionLost)),
        (.text("hello").with(.malformed), Seen(failure: .malformedResponse)),
        (.raw("SSH-2.0\r\n\r\n"), Seen(failure: .malformedResponse)),
        (.text("hello").with(.close(.inBody(after: 2))), Seen(status: 200, body: "he", failure: .truncatedBody)),
        (.text("hello").with(.close(.afterHead)), Seen(status: 200, failure: .truncatedBody)),
        (.text("hello").with(.announcedLength(9)), Seen(status: 200, body: "hello", failure: .truncatedBody)),
        (.text("hello").with(.announcedLength(2)), Seen(status: 200, body: "he")),
        (.text("hello", headers: ["content-length": "3"]), Seen(status: 200, body: "hel")),
        (.text("hello").with(.drip(bytes: 2, every: .zero)), Seen(status: 200, body: "hello")),
        (
            Answer(body: .bytes(Array("hello".utf8)), framing: .untilClose, faults: [.close(.inBody(after: 3))]),
            Seen(status: 200, body: "hel")
        ),
    ]

    @Test(arguments: answers.indices)
    func `an answer without a server`(index: Int) async throws {
        let (answer, expected) = Self.answers[index]
        let client = try ServiceClient.mocked()
        #expect(try await withMocks(.use { _ in answer }) { try await see(client) } == expected)
    }

    @Test(arguments: answers.indices)
    func `the same answer from a server`(index: Int) async throws {
        let (answer, expected) = Self.answers[index]
        try await MockServer.withServer { _ in
            answer
        } _: { server in
            let client = try ServiceClient(
                name: "s",
                baseURL: server.url,
                endpoints: ["it": .get("/it")],
                transport: .urlSession()
            )
            var seen = try await see(client)
            // Which of the two it is depends on what the platform tells of the end of a connection.
            if seen.failure == .connectionLost, expected.failure == .truncatedBody { seen.failure = .truncatedBody }
            // What was received may be lost with the connection.
            if seen.failure == .truncatedBody, seen.status == nil || expected.body.hasPrefix(seen.body) {
                seen.status = expected.status
                seen.body = expected.body
            }
            #expect(seen == expected)
            await client.close()
        }
    }

    @Test func `a reset in the body is a lost connection`() async throws {
        let client = try ServiceClient.mocked(.text("hello").with(.reset(.inBody(after: 4))))
        #expect(try await see(client) == Seen(status: 200, body: "hell", failure: .connectionLost))
    }

    @Test func `HEAD has no body`() async throws {
        let client = try ServiceClient(
            name: "s",
            baseURL: "https://api.test",
            endpoints: ["it": .head("/it", .mock(.text("hello")))],
            transport: RealTransport(),
            plugins: [Mock()]
        )
        #expect(try await see(client) == Seen(status: 200))
    }

    @Test func `delays, drips and stalls run on the clock of the client`() async throws {
        let clock = ManualClock()
        let description = MockDescription.text("hello").with(
            .delay(.seconds(1)),
            .delay(.seconds(2), .afterHead),
            .drip(bytes: 2, every: .seconds(3)),
            .stall(.inBody(after: 4))
        )
        let client = try ServiceClient.mocked(description, clock: clock)
        let call = Task { try await see(client) }
        for seconds in [1, 2, 3] {
            try await clock.waitForSleepers()
            #expect(clock.nextDeadline == clock.now.advanced(by: .seconds(seconds)))
            clock.advance(by: .seconds(seconds))
        }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(clock.sleeperCount == 0)
    }

    @Test func `a deadline ends a stall, and the reading from a slow writer`() async throws {
        let answers: [Answer] = [
            .text("x").with(.stall()), .text("x").with(.stall(.afterHead)), .text("x").with(.delay(.seconds(9))),
            .stream { body in
                try await body.write("a")
                try await Task.sleep(for: .seconds(3600))
            },
        ]
        for answer in answers {
            let clock = ManualClock()
            let client = try ServiceClient.mocked(plugins: [Limit(.seconds(5))], clock: clock)
            async let seen = withMocks(.use { _ in answer }) { try await see(client) }
            try await clock.waitForSleepers()
            clock.advance(by: .seconds(5))
            let failure = try await seen.failure
            #expect(failure == .deadlineExceeded)
        }
    }

    @Test func `a writer is cancelled when nobody reads any more, and held back until somebody does`() async throws {
        let client = try ServiceClient.mocked()
        let written = Monitored(0)
        let answer = Answer.stream { body in
            while true {
                try await body.write("a")
                written.change { $0 += 1 }
            }
        }
        try await withMocks(.use { _ in answer }) {
            try await client.stream("it") { response in
                var iterator = response.body.makeAsyncIterator()
                for _ in 0..<3 { _ = try await iterator.next() }
            }
        }
        // One piece waits for the reader, and no more.
        #expect((2...4).contains(written.value))
    }

    @Test func `a writer that throws breaks the body off`() async throws {
        struct Broken: Error {}
        let client = try ServiceClient.mocked()
        let answer = Answer.stream { body in
            try await body.write("ab")
            throw Broken()
        }
        let seen = try await withMocks(.use { _ in answer }) { try await see(client) }
        #expect(seen == Seen(status: 200, body: "ab", failure: .truncatedBody))
    }
}

private struct Limit: SessionPreparing {
    let limit: Duration

    init(_ limit: Duration) { self.limit = limit }

    func prepareSession(_ session: inout ServiceSession) async throws {
        session.limit(until: session.now.advanced(by: limit))
    }
}
