/// What must not go on the wire, whoever put it there: checked once for every attempt, right before it is sent.
enum RequestChecks {
    /// Why a request must not be sent, or `nil` if it may. What is as its endpoint has it was checked when the client was made.
    static func problem(in request: ServiceRequest, of endpoint: EndpointDescription) -> String? {
        let fixed = endpoint.fixedRequest
        if let fixed, request.isIdentical(to: fixed) { return nil }
        if request.method != endpoint.method, !request.method.isValid {
            return "the method \"\(shown(request.method.rawValue))\" is no token (RFC 9110 §5.6.2)"
        }
        if !request.headers.isEmpty, let problem = request.headers.lazy.compactMap(problem(in:)).first {
            return problem
        }
        if let fixed, fixed.url.path == request.url.path {
            return problem(inQuery: request.url.query)
        }
        return problem(inPath: request.url.path) ?? problem(inQuery: request.url.query)
    }

    private static func problem(in field: HeaderField) -> String? {
        if !field.name.isValid {
            return "the header field name \"\(shown(field.name.rawValue))\" is no token (RFC 9110 §5.6.2): rename it"
        }
        if !field.hasValidValue {
            return
                "the header field \"\(field.name)\" has CR, LF or NUL in its value (RFC 9110 §5.5): remove or encode it"
        }
        return nil
    }

    /// Of an origin that a plugin set; that of the client was checked when the client was made.
    static func problem(in origin: ServiceURL.Origin) -> String? {
        if origin.scheme.isEmpty || origin.scheme.firstByte(where: { !$0.mayStandInScheme }) != nil {
            return "the scheme \"\(shown(origin.scheme))\" is none (RFC 3986 §3.1): use http or https"
        }
        let host = origin.host
        let isAddress = host.hasPrefix("[") && host.hasSuffix("]")
        let name = isAddress ? host.dropFirst().dropLast() : host[...]
        guard !name.isEmpty, name.utf8.allSatisfy({ $0.mayStandInHost || isAddress && $0 == UInt8(ascii: ":") }) else {
            return "the host \"\(shown(host))\" is none (RFC 3986 §3.2.2): write a name in Punycode (xn--…), "
                + "an IPv6 address in brackets"
        }
        return nil
    }

    static func problem(inPath path: String) -> String? {
        if path.utf8.first != UInt8(ascii: "/") { return "the path \"\(shown(path))\" does not start with \"/\"" }
        if let byte = path.firstByte(where: { !$0.mayStandInPath }) {
            return "the path \"\(shown(path))\" has the character \(named(byte)): percent-encode it"
        }
        if let segment = PathSegments.firstDotSegment(in: path) {
            return "the path \"\(path)\" has the segment \"\(segment)\", which leads to another path"
        }
        return nil
    }

    static func problem(inQuery query: String?) -> String? {
        guard let byte = query?.firstByte(where: { !$0.mayStandInQuery }) else { return nil }
        return "the query has the character \(named(byte)): percent-encode it"
    }

    /// A text for an error: on one line.
    static func shown(_ text: some StringProtocol) -> String { Redaction.excerpt(Array(text.utf8)) }

    private static func named(_ byte: UInt8) -> String {
        let hex = String(byte, radix: 16, uppercase: true)
        return byte > 0x20 && byte < 0x7F
            ? "\"\(Character(Unicode.Scalar(byte)))\"" : "%" + (byte < 16 ? "0" : "") + hex
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

    /// Whether the byte may stand in a scheme (RFC 3986 §3.1).
    fileprivate var mayStandInScheme: Bool {
        switch self {
        case 0x2B, 0x2D, 0x2E, 0x30...0x39, 0x61...0x7A: true
        default: false
        }
    }

    /// Whether the byte may stand in the name of a host (RFC 3986 §3.2.2), `%` included.
    fileprivate var mayStandInHost: Bool {
        mayStandInPath && ![0x2F, 0x3A, 0x40].contains(self)
    }

    /// Whether the byte may stand in a query (RFC 3986 §3.4), `%` included.
    fileprivate var mayStandInQuery: Bool {
        self == 0x3F || mayStandInPath
    }
}
