import ServiceCore
import Testing

@testable import ServiceMocks

/// A server that tests share with code under test must not be brought down by what that code sends.
@Suite(.timeLimit(.minutes(10)))
struct HostileRequestTests {
    private static let post = "POST / HTTP/1.1\r\nHost: h\r\n"
    private static let last = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
    private static let chunked = post + "Transfer-Encoding: chunked\r\n\r\n"

    static let requests: [(String, Int)] = [
        (post + "Content-Length: -1\r\n\r\n", 400),
        (post + "Content-Length: -9223372036854775808\r\n\r\n", 400),
        (post + "Content-Length: 99999999999999999999999999\r\n\r\n", 400),
        (post + "Content-Length: 1e3\r\n\r\n", 400),
        (post + "Content-Length: ٣\r\n\r\n", 400),
        (post + "Content-Length:\r\n\r\n", 400),
        (post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
        (post + "Content-Length: 1, 1\r\n\r\na", 400),
        (chunked + "-1\r\n", 400),
        (chunked + "8000000000000000\r\n", 400),
        (chunked + "ffffffffffffffffffff\r\n", 400),
        (chunked + "１\r\na\r\n0\r\n\r\n", 400),
        (chunked + "\(String(repeating: "0", count: 5_000))1\r\n", 400),
        (chunked + "1;\(String(repeating: "x", count: 5_000))\r\n", 400),
        (chunked + "0\r\n\(String(repeating: "X: y\r\n", count: 20_000))", 431),
        ("GET / HTTP/1.1\r\n\(String(repeating: "X: y\r\n", count: 20_000))", 431),
        ("GET / HTTP/1.1\r\nHost: h\r\nX: \(String(repeating: "y", count: 70_000))", 431),
        ("\(String(repeating: "G", count: 70_000)) / HTTP/1.1\r\n\r\n", 431),
        ("GET /\(String(repeating: "x", count: 70_000)) HTTP/1.1\r\n\r\n", 431),
        ("\u{16}\u{3}\u{1}\u{0}\u{0}\u{0}\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: h\r\n: empty\r\n\r\n", 400),
        ("GET  HTTP/1.1\r\nHost: h\r\n\r\n", 400),
        (" \r\n\r\n", 400),
    ]

    @Test(arguments: requests)
    func `an absurd request is refused, and the server goes on`(request: String, status: Int) async throws {
        for limit in [1_000, Int.max] {
            // On this clock the server waits as long as the client sends, however slow that is.
            let configuration = MockServer.Configuration(clock: .init(ManualClock()), maximumBodySize: limit)
            try await MockServer.withServer(configuration: configuration) { _ in
                .text("ok")
            } _: { server in
                let answer = try await RawClient.exchange(server, request)
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
                #expect(server.refusedRequestCount == 1)
                let next = try await RawClient.exchange(server, Self.last)
                #expect(next.hasPrefix("HTTP/1.1 200 "))
            }
        }
    }

    @Test(arguments: [
        "Content-Length: 9223372036854775807\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\nabc",
    ])
    func `a body that is announced larger than any memory is read as it comes, where there is no limit`(
        rest: String
    ) async throws {
        let configuration = MockServer.Configuration(maximumBodySize: .max)
        try await MockServer.withServer(configuration: configuration) { _ in
            .text("ok")
        } _: { server in
            try await RawClient.with(server) { try await $0.send(Self.post + rest) }
            try await server.waitForAbortedRequests()
            let next = try await RawClient.exchange(server, Self.last)
            #expect(next.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `no bytes bring the parser down, and it does not matter how they are cut`() {
        let seeds = [
            Self.post + "Content-Length: 12\r\n\r\nhello, world",
            Self.chunked + "5;a=b\r\nhello\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
            "GET /a?b HTTP/1.0\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
        ].map { Array($0.utf8) }
        let bits = SeededBits(seed: 1)
        func below(_ bound: Int) -> Int { Int(bits.next() % UInt64(bound)) }
        let interesting = Array("\r\n :-+,;0159afGZ\u{0}\u{7F}ÿ".utf8)
        for round in 0..<4_000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0...below(4) {
                let place = below(bytes.count)
                switch below(4) {
                case 0: bytes[place] = interesting[below(interesting.count)]
                case 1: bytes.insert(interesting[below(interesting.count)], at: place)
                case 2: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes[place...].prefix(below(20)), at: place)
                }
            }
            let whole = Self.events(of: [bytes])
            let cut = below(bytes.count)
            #expect(Self.events(of: [Array(bytes[..<cut]), Array(bytes[cut...])]) == whole, "\(bytes)")
        }
    }

    /// What a parser tells, neighbouring pieces of a body joined.
    private static func events(of pieces: [[UInt8]]) -> [String] {
        var parser = RequestParser()
        var events: [String] = []
        do throws(RequestError) {
            for piece in pieces {
                parser.append(piece)
                while let event = try parser.next() {
                    if case .body(let bytes) = event, events.last?.hasPrefix("body") == true {
                        events[events.count - 1] += " \(Array(bytes))"
                    } else if case .body(let bytes) = event {
                        events.append("body \(Array(bytes))")
                    } else {
                        events.append("\(event)")
                    }
                }
            }
        } catch {
            events.append("\(error)")
        }
        return events.map { $0.replacing("] [", with: ", ") }
    }
}
