/// The URL of a service, to whose path the paths of the endpoints are joined.
struct BaseURL: Sendable {
    let origin: ServiceURL.Origin
    /// Without a slash at its end; empty where the URL has no path.
    let pathPrefix: String

    /// Why a text is no base URL: what is wrong and what to do about it.
    struct Invalid: Error {
        let message: String
    }

    init(_ text: String) throws(Invalid) {
        let shown = "the base URL \"\(Self.shown(text))\""
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !Self.forbidden.contains($0) }) else {
            throw Invalid(
                message: "\(shown) has a character that RFC 3986 forbids: percent-encode it, a host in Punycode (xn--…)"
            )
        }
        guard let separator = text.firstRange(of: "://") else {
            throw Invalid(message: "\(shown) is not absolute: write it as \"https://api.example.com/v1\"")
        }
        let scheme = text[..<separator.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw Invalid(message: "\(shown) has the scheme \"\(scheme)\": use http or https")
        }
        let rest = text[separator.upperBound...]
        if rest.contains("#") { throw Invalid(message: "\(shown) has a fragment, which is never sent: remove it") }
        if rest.contains("?") {
            throw Invalid(message: "\(shown) has a query: give its items to the plugin QueryParams, for every call")
        }
        let authority = rest.prefix { $0 != "/" }
        if authority.contains("@") {
            throw Invalid(
                message:
                    "\(shown) has user information, which RFC 9110 forbids to send: use a header field, Authorization"
            )
        }
        origin = try Self.origin(scheme: scheme, authority: authority, shown: shown)
        var path = rest[authority.endIndex...]
        while path.hasSuffix("/") { path.removeLast() }
        pathPrefix = String(path)
        if let byte = pathPrefix.firstByte(where: { !ASCIISet.path.contains($0) }) {
            throw Invalid(
                message:
                    "\(shown) has \"\(Character(Unicode.Scalar(byte)))\" in its path, which RFC 3986 forbids: percent-encode it"
            )
        }
        if let triplet = PercentEncoding.brokenTriplet(in: pathPrefix) {
            throw Invalid(message: "\(shown) has \"\(triplet)\", which is no percent-encoded byte: write % as %25")
        }
        if let segment = PathSegments.firstDotSegment(in: pathPrefix) {
            throw Invalid(message: "\(shown) has the segment \"\(segment)\": write the path without it")
        }
    }

    /// The path of the base and that of an endpoint, with exactly one slash between them.
    func join(_ path: some StringProtocol) -> String {
        TextBuilder.build { joined in
            joined.append(pathPrefix)
            joined.append(UInt8(ascii: "/"))
            joined.append(path, withoutLeading: UInt8(ascii: "/"))
        }
    }

    /// Characters of ASCII that stand in no part of a URL.
    private static let forbidden = Set("\"<>\\^`{|}".utf8)

    private static func origin(
        scheme: String,
        authority: Substring,
        shown: String
    ) throws(Invalid) -> ServiceURL.Origin {
        var host = authority
        var port: Int?
        let hostEnd = authority.hasPrefix("[") ? authority.firstIndex(of: "]") : authority.startIndex
        guard let hostEnd else { throw Invalid(message: "\(shown) has no \"]\" behind its IPv6 address") }
        if let colon = authority[hostEnd...].lastIndex(of: ":") {
            host = authority[..<colon]
            let digits = authority[authority.index(after: colon)...]
            guard let number = UInt16(digits), number > 0, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                // The digits themselves may be the start of a password that has a slash.
                throw Invalid(message: "\(shown) has a port that is no number from 1 to 65535")
            }
            port = Int(number)
        }
        guard !host.isEmpty else { throw Invalid(message: "\(shown) has no host") }
        let isAddress = IPv6Address.isHost(host)
        guard isAddress || !host.utf8.contains(where: { ":[]".utf8.contains($0) }) else {
            throw Invalid(
                message: "\(shown) has a colon or a bracket in its host: an IPv6 address stands in brackets, \"[::1]\""
            )
        }
        guard isAddress || ASCIISet.host.containsAll(of: String(host)) else {
            throw Invalid(message: "\(shown) has a percent-encoded host: write it in Punycode (xn--…)")
        }
        return ServiceURL.Origin(scheme: scheme, host: String(host), port: port)
    }

    /// The text for an error: on one line, and without what may be a password.
    private static func shown(_ text: String) -> String {
        var text = text
        if let at = text.lastIndex(of: "@") {
            let start = text.firstRange(of: "://")?.upperBound ?? text.startIndex
            if start < at { text.replaceSubrange(start..<at, with: Redaction.mask) }
        }
        if let mark = text.firstIndex(of: "?") {
            text = text[...mark] + Redaction.standard.query(String(text[text.index(after: mark)...]))
        }
        return Redaction.line(Array(text.utf8), limit: 256)
    }
}
