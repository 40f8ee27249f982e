import ServiceCore

/// Where the next page is, at the origin that was asked.
struct PageLink: Decodable, Sendable, Hashable, CustomStringConvertible {
    let path: String
    let query: String?

    /// The link on one line, its secrets masked: loggers show the options of a call.
    var description: String {
        Redaction.standard.path(path) + (query.map { "?" + Redaction.standard.query($0) } ?? "")
    }
}

/// The next page, for the plugin of a ``ModelClient``.
enum PageLinkOption: ServiceOptionKey {
    typealias Value = PageLink
    static let name = "pageLink"
}

extension PageLink {
    /// Resolves a reference against the URL that it was found at (RFC 3986 §5.2).
    ///
    /// - Returns: `nil` for another origin, which must not see what is meant for this one.
    init?(_ reference: String, at base: ServiceURL) {
        var rest = Substring(reference.prefix { $0 != "#" })
        var base = base
        if let origin = Self.takeOrigin(&rest, scheme: base.origin.scheme) {
            guard origin == base.origin else { return nil }
            base = ServiceURL(origin: origin)
            if rest.isEmpty || rest.hasPrefix("?") { rest = "/" + rest }
        } else if rest.prefix(while: { !"/?".contains($0) }).contains(":") {
            return nil
        }
        let path = rest.prefix { $0 != "?" }
        let query = path.endIndex == rest.endIndex ? nil : String(rest[rest.index(after: path.endIndex)...])
        if path.isEmpty {
            self.init(path: base.path, query: query ?? base.query)
        } else {
            let directory = base.path[...(base.path.lastIndex(of: "/") ?? base.path.startIndex)]
            let merged = path.hasPrefix("/") ? String(path) : String(directory + path)
            self.init(path: Self.removingDotSegments(merged), query: query)
        }
    }

    /// Takes `https://host:port` or `//host:port` off the front.
    private static func takeOrigin(_ rest: inout Substring, scheme base: String) -> ServiceURL.Origin? {
        var scheme = base
        if let separator = rest.firstRange(of: "://"),
            !rest[..<separator.lowerBound].contains(where: { "/?".contains($0) })
        {
            scheme = String(rest[..<separator.lowerBound])
            rest = rest[separator.upperBound...]
        } else if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
        } else {
            return nil
        }
        let authority = rest.prefix { !"/?".contains($0) }
        rest = rest[authority.endIndex...]
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        guard let colon = authority[bracket...].lastIndex(of: ":") else {
            return ServiceURL.Origin(scheme: scheme, host: String(authority))
        }
        let host = String(authority[..<colon])
        let port = authority[authority.index(after: colon)...]
        // An empty port is that of the scheme (RFC 3986 §3.2.3); what is no number is another origin.
        return ServiceURL.Origin(scheme: scheme, host: host, port: port.isEmpty ? nil : Int(port) ?? -1)
    }

    /// RFC 3986 §5.2.4.
    private static func removingDotSegments(_ path: String) -> String {
        var kept: [Substring] = []
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".": if isLast { kept.append("") }
            case "..":
                _ = kept.popLast()
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return "/" + kept.joined(separator: "/")
    }
}
