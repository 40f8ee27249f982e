import ServiceCore
import ServiceMocks
import ServicePlugins
import Testing

/// REFERENCE: "`response.headers_elapsed`, `read_elapsed`, `parse_elapsed` (and the three start times), each can be switched",
/// client < endpoint `elapsed.{headers,read,parse}` < call `headers_elapsed` …
struct ElapsedTests {
    static let head = Duration.milliseconds(200)
    static let read = Duration.milliseconds(30)
    static let parse = Duration.milliseconds(4)

    /// A client whose answers take 200 ms to the head, 30 ms to read and 4 ms to parse.
    static func client(_ plugins: [any ServicePlugin], _ options: ServiceOption..., clock: ManualClock) throws
        -> ServiceClient
    {
        let transport = FakeTransport { _, _ in
            clock.advance(by: head)
            let chunks = Log<Void>()
            let body = ResponseBody.stream {
                if !chunks.entries.isEmpty { return nil }
                chunks.append(())
                clock.advance(by: read)
                return Array("{}".utf8)
            }
            return TransportResponse(head: ResponseHead(status: 200), body: body)
        }
        return try ServiceClient(
            name: "test",
            baseURL: "https://api.test",
            endpoints: ["it": EndpointDefinition("/p", options: options)],
            codec: ClosureCodec(
                serialize: { _, _ in [] },
                parse: { _, _ in
                    clock.advance(by: parse)
                    return .null
                }
            ),
            transport: transport,
            plugins: plugins,
            clock: clock
        )
    }

    @Test func `head, body and parsing, with the times at which they began`() async throws {
        let clock = ManualClock()
        let client = try Self.client([Elapsed()], clock: clock)
        clock.advance(by: .seconds(7))
        let response = try await client.call("it")
        #expect(response.headersElapsed == Self.head)
        #expect(response.readElapsed == Self.read)
        #expect(response.parseElapsed == Self.parse)
        #expect(response.elapsed == .milliseconds(234))
        let times = try #require(response.elapsedTimes)
        #expect(times.headersStart?.offset == .seconds(7))
        #expect(times.readStart?.offset == .milliseconds(7200))
        #expect(times.parseStart?.offset == .milliseconds(7230))
        #expect(times.description == "headers 0.2 seconds, read 0.03 seconds, parse 0.004 seconds")
    }

    struct SwitchCase: Sendable, CustomTestStringConvertible {
        let levels: LevelCase<Bool>
        let name: String
        var testDescription: String { "\(name): \(levels.testDescription)" }
    }

    /// Each of the three, with every combination of levels that switch it on or off.
    static let switchCases: [SwitchCase] = ["headers", "read", "parse"].flatMap { name in
        (LevelCase.all(client: true, endpoint: false, call: true)
            + LevelCase.all(client: false, endpoint: true, call: false))
            .map { SwitchCase(levels: $0, name: name) }
    }

    @Test(arguments: switchCases)
    func `client < endpoint < call, each switch by itself`(_ test: SwitchCase) async throws {
        func option(_ value: Bool) -> ServiceOption {
            switch test.name {
            case "headers": .elapsed(headers: value)
            case "read": .elapsed(read: value)
            default: .elapsed(parse: value)
            }
        }
        let isOnForClient = test.levels.client ?? true
        let plugin = Elapsed(
            headers: test.name != "headers" || isOnForClient,
            read: test.name != "read" || isOnForClient,
            parse: test.name != "parse" || isOnForClient
        )
        let clock = ManualClock()
        let endpoint = [ServiceOption](test.levels.endpoint.map(option))
        let client = try Self.client([plugin], endpoint.first ?? .elapsed(), clock: clock)
        let response = try await client.call(
            "it",
            payload: .none,
            options: [ServiceOption](test.levels.call.map(option))
        )
        let isOn = test.levels.winner ?? true
        #expect(response.headersElapsed == (isOn || test.name != "headers" ? Self.head : nil))
        #expect(response.readElapsed == (isOn || test.name != "read" ? Self.read : nil))
        #expect(response.parseElapsed == (isOn || test.name != "parse" ? Self.parse : nil))
        let times = try #require(response.elapsedTimes)
        #expect((times.headersStart == nil) == (times.headers == nil))
        #expect((times.readStart == nil) == (times.read == nil))
        #expect((times.parseStart == nil) == (times.parse == nil))
    }

    @Test func `nothing is measured when all are off, or without the plugin`() async throws {
        let clock = ManualClock()
        let off = try await Self.client([Elapsed(headers: false, read: false, parse: false)], clock: clock).call("it")
        #expect(off.elapsedTimes == nil)
        #expect(off.elapsed == nil)
        let without = try await Self.client([], clock: clock).call("it")
        #expect(without.elapsedTimes == nil)
    }

    @Test func `the keyword elapsed switches`() async throws {
        let client = try Self.client([Elapsed()], clock: ManualClock())
        let response = try await client.dynamic.it(elapsed: ["headers": false, "parse": false])
        #expect(response.headersElapsed == nil)
        #expect(response.elapsed == Self.read)
        let error = await #expect(throws: ServiceError.self) { try await client.dynamic.it(elapsed: ["read": 1]) }
        #expect(error?.code == .invalidOption)
        let misspelt = await #expect(throws: ServiceError.self) {
            try await client.dynamic.it(elapsed: ["raed": false])
        }
        #expect(misspelt?.code == .invalidOption)
        #expect(misspelt?.description.contains("there is no switch \"raed\"; did you mean \"read\"?") == true)
    }

    @Test func `the times are those of the attempt that answered`() async throws {
        let clock = ManualClock()
        let log = Log<Void>()
        let client = try Self.client(
            [
                Elapsed(),
                Repeat(times: 3) { _ in
                    log.append(())
                    clock.advance(by: .seconds(5))
                },
            ],
            clock: clock
        )
        let response = try await client.call("it")
        #expect(log.entries.count == 2)
        #expect(response.elapsed == .milliseconds(234))
        // Two attempts and two waits before.
        #expect(response.elapsedTimes?.headersStart?.offset == .milliseconds(2 * 230 + 10_000))
    }

    @Test func `of a streamed call: the head, and the closure as the body`() async throws {
        let clock = ManualClock()
        let log = Log<ServiceResponse>()
        let client = try Self.client([Elapsed(), WatchEnd(log: log)], clock: clock)
        let head = try await client.stream("it") { response in
            for try await _ in response.body { clock.advance(by: .seconds(1)) }
            return response.elapsedTimes
        }
        #expect(head?.headers == Self.head)
        #expect(head?.read == nil)
        #expect(log.entries.map(\.headersElapsed) == [Self.head])
        #expect(log.entries.map(\.readElapsed) == [Self.read + .seconds(1)])
        #expect(log.entries.map(\.parseElapsed) == [nil])
    }

    @Test func `an error has what was measured until then`() async throws {
        let clock = ManualClock()
        let client = try ServiceClient.testing(
            .get("/p"),
            Elapsed(),
            transport: FakeTransport { _, _ in
                clock.advance(by: Self.head)
                return TransportResponse(head: ResponseHead(status: 200), body: .bytes([0x7B]))
            },
            clock: clock
        )
        let error = await #expect(throws: ServiceError.self) { try await client.call("it") }
        #expect(error?.code == .parsingFailed)
        #expect(error?.response?.headersElapsed == Self.head)
        #expect(error?.response?.readElapsed == .zero)
        #expect(error?.response?.parseElapsed == nil)
    }
}
