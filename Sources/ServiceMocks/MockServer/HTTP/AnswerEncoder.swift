import ServiceCore

/// Decides how an answer goes to the client of a request, and writes its head and the framing of its body.
struct AnswerEncoder {
    enum Framing: Equatable {
        case length
        case chunked
        case untilClose
    }

    let framing: Framing

    /// Whether a body may be sent at all (RFC 9110 §6.4.1).
    let sendsBody: Bool

    /// Whether the connection ends behind the answer.
    let closes: Bool

    /// Status line and header fields with the empty line.
    let head: [UInt8]

    /// How many bytes the head promises, where it promises a number.
    private let announcedLength: Int?

    init(_ answer: Answer, method: RequestMethod, minorVersion: Int, keepsAlive: Bool) {
        if case .raw = answer.body {
            (framing, sendsBody, closes, head, announcedLength) = (.untilClose, true, true, [], nil)
            return
        }
        let allowsBody = !(answer.status.kind == .informational || answer.status == 204 || answer.status == 304)
        sendsBody = allowsBody && method != .head
        let override = answer.faults.lazy.compactMap(\.announcedLength).last
        let ownLength = answer.headers[.contentLength].flatMap { Int($0) }
        let hasOwnCoding = answer.headers.contains(.transferEncoding)

        framing =
            if answer.framing == .untilClose {
                .untilClose
            } else if answer.framing == .automatic && !hasOwnCoding
                && (override ?? ownLength ?? answer.body.length) != nil
            {
                .length
            } else {
                minorVersion >= 1 ? .chunked : .untilClose
            }
        let promised = framing == .length ? override ?? ownLength ?? answer.body.length : nil
        announcedLength = promised
        let isWrong =
            override != nil || (promised != nil && answer.body.length != nil && promised != answer.body.length)
        let isPolite = !keepsAlive || framing == .untilClose || answer.headers.hasToken("close", in: "Connection")
        closes = isPolite || (isWrong && sendsBody)

        var fields = answer.headers
        if override != nil { fields[.contentLength] = nil }
        if !fields.contains(.contentLength), !fields.contains(.transferEncoding) {
            switch framing {
            case .length where allowsBody: fields.append("Content-Length", "\(promised ?? 0)")
            case .chunked where allowsBody: fields.append("Transfer-Encoding", "chunked")
            default: break
            }
        }
        if !fields.contains("Connection") {
            if isPolite {
                fields.append("Connection", "close")
            } else if minorVersion == 0 {
                fields.append("Connection", "keep-alive")
            }
        }
        head = Self.head(status: answer.status, reason: answer.reason, fields)
    }

    /// What stands before and behind a piece of the body; the piece is not empty.
    func frame(_ payload: [UInt8]) -> (prefix: [UInt8], suffix: [UInt8]) {
        framing == .chunked ? (Array("\(String(payload.count, radix: 16))\r\n".utf8), [0x0D, 0x0A]) : ([], [])
    }

    /// What ends the body.
    var end: [UInt8] {
        framing == .chunked && sendsBody ? Array("0\r\n\r\n".utf8) : []
    }

    /// Whether a body of this size is what the head promised.
    func isComplete(_ size: Int) -> Bool {
        !sendsBody || announcedLength == nil || announcedLength == size
    }

    private static func head(status: ResponseStatus, reason: String?, _ fields: HeaderFields) -> [UInt8] {
        var text = "HTTP/1.1 \(status.code) \(reason ?? status.reasonPhrase)\r\n"
        for field in fields { text += "\(field.name): \(field.value)\r\n" }
        text += "\r\n"
        return Array(text.utf8)
    }
}

extension Answer.Body {
    /// The number of bytes, where it is known and the body does not ask for chunks.
    fileprivate var length: Int? {
        switch self {
        case .none: 0
        case .bytes(let bytes), .raw(let bytes): bytes.count
        case .chunks: nil
        case .stream(let length, _): length
        }
    }
}

extension Fault {
    var announcedLength: Int? {
        if case .announcedLength(let length) = kind { length } else { nil }
    }
}
