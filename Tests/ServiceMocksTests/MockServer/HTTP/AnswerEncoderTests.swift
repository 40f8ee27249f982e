import ServiceCore
import Testing

@testable import ServiceMocks

struct AnswerEncoderTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var answer: Answer
        var method: RequestMethod = .get
        var minorVersion = 1
        var keepsAlive = true
        var head: String
        var framing: AnswerEncoder.Framing
        var closes = false
        var sendsBody = true

        var testDescription: String { "\(method) → \(head.split(separator: "\r\n").joined(separator: " | "))" }
    }

    private static let chunks = Answer.chunked([[1]])
    private static let stream = Answer.stream { _ in }

    static let cases: [Case] = [
        Case(answer: .status(200), head: "200 OK|Content-Length: 0", framing: .length),
        Case(answer: .bytes([1, 2]), head: "200 OK|Content-Length: 2", framing: .length),
        Case(answer: .status(299), head: "299 |Content-Length: 0", framing: .length),
        Case(answer: Answer(status: 200, reason: "Fine"), head: "200 Fine|Content-Length: 0", framing: .length),
        Case(answer: .status(204), head: "204 No Content", framing: .length, sendsBody: false),
        Case(answer: .bytes([1]).with(status: 304), head: "304 Not Modified", framing: .length, sendsBody: false),
        Case(
            answer: .bytes([1, 2]),
            method: .head,
            head: "200 OK|Content-Length: 2",
            framing: .length,
            sendsBody: false
        ),
        Case(answer: chunks, head: "200 OK|Transfer-Encoding: chunked", framing: .chunked),
        Case(
            answer: chunks,
            method: .head,
            head: "200 OK|Transfer-Encoding: chunked",
            framing: .chunked,
            sendsBody: false
        ),
        Case(answer: stream, head: "200 OK|Transfer-Encoding: chunked", framing: .chunked),
        Case(answer: .stream(length: 7) { _ in }, head: "200 OK|Content-Length: 7", framing: .length),
        Case(
            answer: chunks,
            minorVersion: 0,
            head: "200 OK|Connection: close",
            framing: .untilClose,
            closes: true
        ),
        Case(
            answer: .bytes([1]),
            minorVersion: 0,
            head: "200 OK|Content-Length: 1|Connection: keep-alive",
            framing: .length
        ),
        Case(
            answer: .bytes([1]),
            keepsAlive: false,
            head: "200 OK|Content-Length: 1|Connection: close",
            framing: .length,
            closes: true
        ),
        Case(
            answer: .status(200, headers: ["connection": "Close"]),
            head: "200 OK|connection: Close|Content-Length: 0",
            framing: .length,
            closes: true
        ),
        Case(
            answer: Answer(body: .bytes([1]), framing: .untilClose),
            head: "200 OK|Connection: close",
            framing: .untilClose,
            closes: true
        ),
        Case(
            answer: Answer(body: .bytes([1]), framing: .chunked),
            head: "200 OK|Transfer-Encoding: chunked",
            framing: .chunked
        ),
        Case(
            answer: .bytes([1]).with(.announcedLength(9)),
            head: "200 OK|Content-Length: 9",
            framing: .length,
            closes: true
        ),
        Case(
            answer: .bytes([1], headers: ["content-length": "9"]),
            head: "200 OK|content-length: 9",
            framing: .length,
            closes: true
        ),
        Case(
            answer: .bytes([], headers: ["content-length": "9"]),
            method: .head,
            head: "200 OK|content-length: 9",
            framing: .length,
            sendsBody: false
        ),
        Case(
            answer: .bytes([1], headers: ["Transfer-Encoding": "chunked", "A": "1", "a": "2"]),
            head: "200 OK|Transfer-Encoding: chunked|A: 1|a: 2",
            framing: .chunked
        ),
        Case(answer: .raw("anything"), head: "", framing: .untilClose, closes: true),
    ]

    @Test(arguments: cases)
    func `heads and framings`(_ expected: Case) {
        let encoder = AnswerEncoder(
            expected.answer,
            method: expected.method,
            minorVersion: expected.minorVersion,
            keepsAlive: expected.keepsAlive
        )
        let lines = expected.head.split(separator: "|").map { "\($0)\r\n" }.joined()
        let head = expected.head.isEmpty ? "" : "HTTP/1.1 \(lines)\r\n"
        #expect(String(decoding: encoder.head, as: UTF8.self) == head)
        #expect(encoder.framing == expected.framing)
        #expect(encoder.closes == expected.closes)
        #expect(encoder.sendsBody == expected.sendsBody)
    }

    @Test func `chunks are framed, and their end is told`() {
        let encoder = AnswerEncoder(Self.chunks, method: .get, minorVersion: 1, keepsAlive: true)
        let frame = encoder.frame([UInt8](repeating: 0, count: 255))
        #expect(frame.prefix == Array("ff\r\n".utf8))
        #expect(frame.suffix == Array("\r\n".utf8))
        #expect(encoder.end == Array("0\r\n\r\n".utf8))
        #expect(AnswerEncoder(Self.chunks, method: .head, minorVersion: 1, keepsAlive: true).end == [])
    }
}

extension Answer {
    fileprivate func with(status: ResponseStatus) -> Answer {
        var answer = self
        answer.status = status
        return answer
    }
}
