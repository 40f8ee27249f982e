/// What must not go on the wire, whoever put it there: checked once for every attempt, right before it is sent.
enum RequestChecks {
    /// Why a request must not be sent, or `nil` if it may. What is as its endpoint has it was checked when the client was made.
    static func problem(in request: ServiceRequest, of endpoint: EndpointDescription) -> String? {
        let fixed = endpoint.fixedRequest
        if let fixed, request.isIdentical(to: fixed) { return nil }
        if !isSame(request.method.rawValue, endpoint.method.rawValue), !request.method.isValid {
            return "the method \"\(shown(request.method.rawValue))\" is no token (RFC 9110 §5.6.2)"
        }
        let fields = request.headers.fields
        for index in fields.indices {
            if !fields[index].name.isValid || !fields[index].hasValidValue { return problem(in: fields[index]) }
        }
        if let fixed, isSame(request.url.path, fixed.url.path) {
            return problem(inQuery: request.url.query)
        }
        return problem(inPath: request.url.path) ?? problem(inQuery: request.url.query)
    }

    /// Whether a text is, byte for byte, one that has been checked. A text may be equal to one of ASCII without being it, for `==`
    /// goes by canonical equivalence (U+212A is "K"); it is longer then.
    private static func isSame(_ text: String, _ checked: String) -> Bool {
        text.utf8.count == checked.utf8.count && text == checked
    }

    private static func problem(in field: HeaderField) -> String {
        field.name.isValid
            ? "the header field \"\(field.name)\" has CR, LF or NUL in its value (RFC 9110 §5.5): remove or encode it"
            : "the header field name \"\(shown(field.name.rawValue))\" is no token (RFC 9110 §5.6.2): rename it"
    }

    /// Of an origin that a plugin set; that of the client was checked when the client was made.
    static func problem(in origin: ServiceURL.Origin) -> String? {
        if origin.scheme != "http" && origin.scheme != "https" {
            return "the scheme \"\(shown(origin.scheme))\" is none of a service: use http or https"
        }
        if let port = origin.port, !(1...65535).contains(port) {
            return "the port \(port) is none: give a number from 1 to 65535"
        }
        let host = origin.host
        guard IPv6Address.isHost(host) || !host.isEmpty && ASCIISet.host.containsAll(of: host) else {
            return "the host \"\(shown(host))\" is none (RFC 3986 §3.2.2): write a name in Punycode (xn--…), "
                + "an IPv6 address in brackets"
        }
        return nil
    }

    static func problem(inPath path: String) -> String? {
        if path.utf8.first != UInt8(ascii: "/") { return "the path \"\(shown(path))\" does not start with \"/\"" }
        if ASCIISet.plainPath.containsAll(of: path) { return nil }
        if let byte = path.firstByte(where: { !ASCIISet.path.contains($0) }) {
            return "the path \"\(shown(path))\" has the character \(named(byte)): percent-encode it"
        }
        if let triplet = PercentEncoding.brokenTriplet(in: path) {
            return "the path \"\(path)\" has \"\(triplet)\", which is no percent-encoded byte: write % as %25"
        }
        if let segment = PathSegments.firstDotSegment(in: path) {
            return "the path \"\(path)\" has the segment \"\(segment)\", which leads to another path"
        }
        return nil
    }

    static func problem(inQuery query: String?) -> String? {
        guard let query, !ASCIISet.plainQuery.containsAll(of: query) else { return nil }
        if let byte = query.firstByte(where: { !ASCIISet.query.contains($0) }) {
            return "the query has the character \(named(byte)): percent-encode it"
        }
        if let triplet = PercentEncoding.brokenTriplet(in: query) {
            return "the query has \"\(triplet)\", which is no percent-encoded byte: write % as %25"
        }
        return nil
    }

    /// A text for an error: on one line.
    static func shown(_ text: some StringProtocol) -> String { Redaction.line(Array(text.utf8), limit: 256) }

    private static func named(_ byte: UInt8) -> String {
        let hex = String(byte, radix: 16, uppercase: true)
        return byte > 0x20 && byte < 0x7F
            ? "\"\(Character(Unicode.Scalar(byte)))\"" : "%" + (byte < 16 ? "0" : "") + hex
    }
}
