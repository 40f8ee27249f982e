import ServiceCore
import Testing

@testable import ServiceMocks

struct RequestParserTests {
    /// What a parser makes of a whole text, with neighbouring pieces of a body joined.
    struct Outcome: Equatable {
        var requests: [String] = []
        var error: RequestError?
    }

    private func parse(
        _ pieces: [[UInt8]],
        limits: RequestParser.Limits = .init()
    ) -> Outcome {
        var parser = RequestParser(limits: limits)
        var assembler = RequestAssembler(connection: 1)
        var outcome = Outcome()
        do throws(RequestError) {
            for piece in pieces {
                parser.append(piece)
                while let event = try parser.next() {
                    guard let (request, keepsAlive) = assembler.add(event) else { continue }
                    let fields = request.headers.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
                    let chunks = request.chunkSizes.map { "\($0)" } ?? "-"
                    outcome.requests.append(
                        "\(request.method) \(request.target) 1.\(request.minorVersion) {\(fields)} "
                            + "\(chunks) '\(request.text)' \(keepsAlive ? "keep" : "close")"
                    )
                }
            }
        } catch {
            outcome.error = error
        }
        return outcome
    }

    static let accepted: [(String, [String])] = [
        ("GET / HTTP/1.1\r\nHost: h\r\n\r\n", ["GET / 1.1 {Host=h} - '' keep"]),
        ("\r\n\r\nGET / HTTP/1.1\r\nHost:h\r\n\r\n", ["GET / 1.1 {Host=h} - '' keep"]),
        ("GET / HTTP/1.0\r\n\r\n", ["GET / 1.0 {} - '' close"]),
        ("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", ["GET / 1.0 {Connection=Keep-Alive} - '' keep"]),
        (
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: x,  CLOSE\r\n\r\n",
            ["GET / 1.1 {Host=h;Connection=x,  CLOSE} - '' close"]
        ),
        ("OPTIONS * HTTP/1.1\r\nhOST:  \t h \t\r\n\r\n", ["OPTIONS * 1.1 {hOST=h} - '' keep"]),
        ("GET /é HTTP/1.1\r\nHost: h\r\nX: ü\r\nX:\r\n\r\n", ["GET /é 1.1 {Host=h;X=ü;X=} - '' keep"]),
        (
            "PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcDELETE /b HTTP/1.1\r\nHost: h\r\n\r\n",
            ["PUT /a 1.1 {Host=h;Content-Length=3} - 'abc' keep", "DELETE /b 1.1 {Host=h} - '' keep"]
        ),
        (
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
            ["POST / 1.1 {Host=h;Content-Length=0;Content-Length=0} - '' keep"]
        ),
        (
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "3\r\nabc\r\nA;x=\"y\"\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
            [
                "POST / 1.1 {Host=h;Transfer-Encoding=Chunked} [3, 10] 'abc0123456789' keep",
                "GET / 1.1 {Host=h} - '' keep",
            ]
        ),
        (
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            ["POST / 1.1 {Host=h;Transfer-Encoding=chunked} [] '' keep"]
        ),
    ]

    @Test(arguments: accepted)
    func `requests are read`(text: String, expected: [String]) {
        #expect(parse([Array(text.utf8)]) == Outcome(requests: expected))
    }

    @Test(arguments: accepted)
    func `it does not matter where the bytes are cut`(text: String, expected: [String]) {
        let bytes = Array(text.utf8)
        for cut in 0...bytes.count {
            #expect(
                parse([Array(bytes[..<cut]), Array(bytes[cut...])]) == Outcome(requests: expected),
                "cut at \(cut)"
            )
        }
        #expect(parse(bytes.map { [$0] }) == Outcome(requests: expected))
    }

    static let refused: [(String, ResponseStatus)] = [
        ("GET /\r\n", 400),
        ("GET / HTTP/1.1\n", 400),
        ("GET / HTTP/1.1\r\nHost: h\n", 400),
        ("GET  / HTTP/1.1\r\n", 400),
        ("G@T / HTTP/1.1\r\n", 400),
        (" GET / HTTP/1.1\r\n", 400),
        ("GET /\t HTTP/1.1\r\n", 400),
        ("GET / HTTP/2.0\r\n", 505),
        ("GET / http/1.1\r\n", 400),
        ("GET / HTTP/1.1\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: h\r\nX : y\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: h\r\nX y\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n folded\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: h\r\nX: a\u{0}b\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1 1\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n", 400),
        ("POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n", 501),
    ]

    @Test(arguments: refused)
    func `heads that are wrong are refused, however they are cut`(text: String, status: ResponseStatus) {
        let bytes = Array((text + "\r\n").utf8)
        let outcome = parse([bytes])
        #expect(outcome.error?.status == status)
        #expect(outcome.requests == [])
        #expect(parse(bytes.map { [$0] }) == outcome)
    }

    @Test(arguments: ["x\r\n", "\r\n", "-1\r\n", "+1\r\n", "1 1\r\na", "3\r\nabcd\r\n", "3\r\nabc\n", "1\na\r\n"])
    func `chunks that are wrong are refused, however they are cut`(chunks: String) {
        let head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        let bytes = Array((head + chunks).utf8)
        #expect(parse([bytes]).error?.status == 400)
        #expect(parse(bytes.map { [$0] }).error?.status == 400)
    }

    static let limited: [(text: String, status: ResponseStatus?)] = [
        ("GET / HTTP/1.1\r\nHost: h\r\nX: \(String(repeating: "x", count: 68))\r\n\r\n", nil),
        ("GET / HTTP/1.1\r\nHost: h\r\nX: \(String(repeating: "x", count: 69))\r\n\r\n", 431),
        ("GET /\(String(repeating: "x", count: 100))", 431),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n0123456789", nil),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n", 413),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n4\r\n6789\r\n0\r\n\r\n", nil),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n5\r\n", 413),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n", 413),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1;\(String(repeating: "x", count: 50))", 400),
        (
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
                + String(repeating: "X: y\r\n", count: 20),
            431
        ),
    ]

    @Test(arguments: limited)
    func `limits are exact`(text: String, status: ResponseStatus?) {
        let limits = RequestParser.Limits(head: 100, body: 10, line: 40)
        let bytes = Array(text.utf8)
        for outcome in [parse([bytes], limits: limits), parse(bytes.map { [$0] }, limits: limits)] {
            #expect(outcome.error?.status == status)
            #expect(outcome.requests.count == (status == nil ? 1 : 0))
        }
    }

    @Test func `it knows whether a request has begun`() throws {
        var parser = RequestParser()
        #expect(parser.isBetweenRequests)
        parser.append(Array("\r\n".utf8))
        #expect(try parser.next() == nil && parser.isBetweenRequests)
        parser.append(Array("G".utf8))
        #expect(try parser.next() == nil && !parser.isBetweenRequests)
        parser.append(Array("ET / HTTP/1.1\r\nHost: h\r\n".utf8))
        #expect(try parser.next() == nil && !parser.isBetweenRequests)
        parser.append(Array("\r\n".utf8))
        while try parser.next() != nil {}
        #expect(parser.isBetweenRequests)
    }
}
