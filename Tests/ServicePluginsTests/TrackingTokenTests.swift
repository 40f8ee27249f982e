import ServiceCore
import ServicePlugins
import Synchronization
import Testing

/// REFERENCE: "random token of A–Z0–9 on session and response; call may give `tracking_token` and `tracking_token_prefix`",
/// `TrackingToken(prefix, length 10)`, client < call.
struct TrackingTokenTests {
    static let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

    static func token(_ plugin: TrackingToken, _ options: ServiceOption...) async throws -> String? {
        let client = try ServiceClient.testing(.get("/p"), plugin)
        return try await client.call("it", payload: .none, options: options).trackingToken
    }

    @Test func `ten characters of A-Z and 0-9, and all of them occur`() async throws {
        let client = try ServiceClient.testing(.get("/p"), TrackingToken())
        var seen: Set<Character> = []
        for _ in 0..<1000 {
            let token = try #require(try await client.call("it").trackingToken)
            #expect(token.count == 10)
            seen.formUnion(token)
        }
        // That one of the 36 is missing among 10,000 has a probability below 10⁻¹²⁰.
        #expect(seen == Self.alphabet)
    }

    @Test(arguments: [1, 2, 10, 11, 12, 13, 24, 25, 36, 127, 128])
    func `every length from 1 to 128`(length: Int) async throws {
        let token = try #require(try await Self.token(TrackingToken(length: length)))
        #expect(token.count == length)
        #expect(Self.alphabet.isSuperset(of: token))
    }

    @Test(arguments: [0, -1, 129, .max, .min])
    func `any other length is refused when the client is made`(length: Int) throws {
        let error = #expect(throws: ServiceError.self) {
            try ServiceClient.testing(.get("/p"), TrackingToken(length: length))
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(
            error?.problems.map(\.message) == [
                "the length of the tracking token is \(length): give a number from 1 to 128"
            ]
        )
    }

    @Test(
        arguments: [
            (0, 10, "AAAAAAAAAA"), (1, 10, "BAAAAAAAAA"), (35, 3, "9AA"), (36, 3, "ABA"), (25 + 26 * 36, 2, "Z0"),
            (7, 13, "HAAAAAAAAAAAH"), (.max, 12, "P2Q2EGCBBOF6"),
        ] as [(UInt64, Int, String)]
    )
    func `the same bits make the same token`(bits: UInt64, length: Int, token: String) async throws {
        #expect(try await Self.token(TrackingToken(prefix: "p-", length: length, random: { bits })) == "p-" + token)
    }

    @Test func `64 bits are asked for every twelve characters`() async throws {
        for (length, count) in [(1, 1), (12, 1), (13, 2), (24, 2), (25, 3)] {
            let asked = Log<Void>()
            let plugin = TrackingToken(length: length) {
                asked.append(())
                return 0
            }
            _ = try await Self.token(plugin)
            #expect(asked.entries.count == count)
        }
    }

    struct Level: Sendable, CustomTestStringConvertible {
        let prefix: String
        let options: [ServiceOption]
        let token: String
        var testDescription: String { token }
    }

    @Test(arguments: [
        Level(prefix: "", options: [], token: "AAA"),
        Level(prefix: "client-", options: [], token: "client-AAA"),
        Level(prefix: "client-", options: [.trackingTokenPrefix("call-")], token: "call-AAA"),
        Level(prefix: "client-", options: [.trackingTokenPrefix("")], token: "AAA"),
        Level(prefix: "client-", options: [.trackingToken("own token")], token: "own token"),
        Level(prefix: "client-", options: [.trackingToken("own"), .trackingTokenPrefix("call-")], token: "own"),
        Level(prefix: "ü ", options: [], token: "ü AAA"),
    ])
    func `client < call: prefix and token`(_ level: Level) async throws {
        let client = try ServiceClient.testing(.get("/p"), TrackingToken(prefix: level.prefix, length: 3) { 0 })
        let response = try await client.call("it", payload: .none, options: level.options)
        #expect(response.trackingToken == level.token)
    }

    @Test func `the keywords trackingToken and trackingTokenPrefix`() async throws {
        let client = try ServiceClient.testing(.get("/p"), TrackingToken(length: 3) { 0 })
        #expect(try await client.dynamic.it(trackingToken: "own").trackingToken == "own")
        #expect(try await client.dynamic.it(trackingTokenPrefix: "own-").trackingToken == "own-AAA")
        let error = await #expect(throws: ServiceError.self) { try await client.dynamic.it(trackingToken: 1) }
        #expect(error?.code == .invalidOption)
    }

    @Test func `on session and response, the same in all attempts of a call`() async throws {
        let log = Log<String?>()
        let responses = Log<String?>()
        let client = try ServiceClient.testing(
            .get("/p"),
            TrackingToken(),
            Repeat(times: 3),
            Watch(log: log, entry: \.trackingToken),
            WatchHead(log: responses)
        )
        let token = try #require(try await client.call("it").trackingToken)
        #expect(log.entries == [token, token, token])
        #expect(responses.entries == [token, token, token])
    }

    @Test func `on the response of a streamed call and of an error`() async throws {
        let client = try ServiceClient.testing(
            .get("/p"),
            TrackingToken(length: 3) { 0 },
            transport: FakeTransport { _, _ in TransportResponse(head: ResponseHead(status: 200), body: .bytes([0x7B]))
            }
        )
        #expect(try await client.stream("it") { $0.trackingToken } == "AAA")
        let error = await #expect(throws: ServiceError.self) { try await client.call("it") }
        #expect(error?.code == .parsingFailed)
        #expect(error?.response?.trackingToken == "AAA")
        #expect(error?.trackingToken == "AAA")
    }

    @Test func `without the plugin there is none`() async throws {
        #expect(try await ServiceClient.testing(.get("/p")).call("it").trackingToken == nil)
    }

    @Test func `100,000 calls have 100,000 tokens`() async throws {
        let client = try ServiceClient.testing(.get("/p"), TrackingToken())
        let tokens = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var tokens: [String] = []
                    for _ in 0..<25_000 { tokens.append(try await client.call("it").trackingToken ?? "") }
                    return tokens
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
        }
        // By chance two of 100,000 are the same once in 700,000 runs.
        #expect(tokens.count == 100_000)
    }

    private struct WatchHead: ResponseReceiving {
        let log: Log<String?>

        func didReceive(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
            log.append(response.trackingToken)
        }
    }

    @Test func `a response that a call hook kept of another call has the token of this one`() async throws {
        final class Keep: CallIntercepting {
            let kept = Mutex<ServiceResponse?>(nil)

            func interceptCall(
                _ request: ServiceRequest,
                session: inout ServiceSession,
                next: CallNext
            ) async throws -> ServiceResponse {
                if let response = kept.withLock({ $0 }) { return response }
                let response = try await next(request, session: &session)
                kept.withLock { $0 = response }
                return response
            }
        }
        let client = try ServiceClient.testing(.get("/p"), Keep(), TrackingToken())
        #expect(try await client.call("it", .trackingToken("first")).trackingToken == "first")
        #expect(try await client.call("it", .trackingToken("second")).trackingToken == "second")
    }
}
