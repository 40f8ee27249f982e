import ServiceCore

/// Request line and header fields, and what they say about the body and the connection.
struct RequestHead: Equatable, Sendable {
    enum BodyFraming: Equatable, Sendable {
        case none
        case length(Int)
        case chunked
    }

    let method: RequestMethod
    let target: String
    let minorVersion: Int
    let headers: HeaderFields
    let bytes: [UInt8]
    let framing: BodyFraming

    /// Whether the client waits for `100 Continue` before it sends the body (RFC 9110 §10.1.1).
    var expectsContinue: Bool {
        framing != .none && framing != .length(0) && minorVersion >= 1 && hasToken("100-continue", in: "Expect")
    }

    /// Whether the connection can be used again (RFC 9112 §9.3).
    var keepsAlive: Bool {
        minorVersion >= 1 ? !hasToken("close", in: "Connection") : hasToken("keep-alive", in: "Connection")
    }

    private func hasToken(_ token: String, in name: HeaderField.Name) -> Bool {
        headers.hasToken(token, in: name)
    }
}

extension HeaderFields {
    /// Whether a comma-separated field holds a token, whatever its case.
    func hasToken(_ token: String, in name: HeaderField.Name) -> Bool {
        values(name).contains { value in
            value.split(separator: ",").contains { String($0.trimmingBlanks).equalsIgnoringASCIICase(token) }
        }
    }
}

extension Substring {
    /// The text without leading and trailing spaces and tabs (`OWS`, RFC 9110 §5.6.3).
    var trimmingBlanks: Substring {
        var text = self
        while let first = text.utf8.first, first == 0x20 || first == 0x09 { text.removeFirst() }
        while let last = text.utf8.last, last == 0x20 || last == 0x09 { text.removeLast() }
        return text
    }
}
