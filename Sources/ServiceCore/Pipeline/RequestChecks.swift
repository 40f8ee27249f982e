/// What must not go on the wire, whoever put it there: checked once for every attempt, right before it is sent.
enum RequestChecks {
    /// Why a request must not be sent, or `nil` if it may.
    static func problem(in request: ServiceRequest) -> String? {
        if !request.method.isValid {
            return "the method \"\(Redaction.excerpt(Array(request.method.rawValue.utf8)))\" is no token (RFC 9110 §5.6.2)"
        }
        for field in request.headers {
            if !field.name.isValid {
                let name = Redaction.excerpt(Array(field.name.rawValue.utf8))
                return "the header field name \"\(name)\" is no token (RFC 9110 §5.6.2): rename it"
            }
            if !field.hasValidValue {
                return "the header field \"\(field.name)\" has CR, LF or NUL in its value (RFC 9110 §5.5): remove or encode it"
            }
        }
        return problem(inTarget: request.url)
    }

    private static func problem(inTarget url: ServiceURL) -> String? {
        if url.path.utf8.first != UInt8(ascii: "/") {
            return "the path \"\(Redaction.excerpt(Array(url.path.utf8)))\" does not start with \"/\""
        }
        if let byte = url.path.utf8.first(where: { !$0.mayStandInPath }) {
            return
                "the path \"\(Redaction.excerpt(Array(url.path.utf8)))\" has the character \(named(byte)): percent-encode it"
        }
        if let segment = PathSegments.firstDotSegment(in: url.path) {
            return "the path \"\(url.path)\" has the segment \"\(segment)\", which leads to another path"
        }
        if let byte = url.query?.utf8.first(where: { !$0.mayStandInQuery }) {
            return "the query has the character \(named(byte)): percent-encode it"
        }
        return nil
    }

    private static func named(_ byte: UInt8) -> String {
        let hex = String(byte, radix: 16, uppercase: true)
        return byte > 0x20 && byte < 0x7F ? "\"\(Character(Unicode.Scalar(byte)))\"" : "%" + (byte < 16 ? "0" : "") + hex
    }
}

extension UInt8 {
    /// Whether the byte may stand in a path (RFC 3986 §3.3), `%` and `/` included.
    fileprivate var mayStandInPath: Bool {
        switch self {
        case 0x21, 0x24...0x3B, 0x3D, 0x40...0x5A, 0x5F, 0x61...0x7A, 0x7E: true
        default: false
        }
    }

    /// Whether the byte may stand in a query (RFC 3986 §3.4), `%` included.
    fileprivate var mayStandInQuery: Bool {
        self == 0x3F || mayStandInPath
    }
}
