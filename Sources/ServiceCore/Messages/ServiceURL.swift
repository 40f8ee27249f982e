/// The URL of a request: an origin, a path and a query, each in the encoding in which it goes on the wire (RFC 3986).
///
/// It has no fragment, which is never sent, and no user information, which RFC 9110 §4.2.4 forbids to send.
public struct ServiceURL: Hashable, Sendable {
    /// Scheme, host and port.
    public var origin: Origin

    /// The path, percent-encoded; it starts with `/`.
    public var path: String

    /// The query, percent-encoded and without its `?`, or `nil` where there is none.
    public var query: String?

    /// Creates a URL from parts that are encoded already.
    public init(origin: Origin, path: String = "/", query: String? = nil) {
        self.origin = origin
        self.path = path
        self.query = query
    }

    /// The URL as one text.
    ///
    /// It may hold secrets in its query; for people there is ``description``.
    public var string: String {
        guard let query else { return origin.prefix + path }
        return "\(origin.prefix)\(path)?\(query)"
    }

    /// What a request line says: path and query (`origin-form`, RFC 9112 §3.2.1).
    public var requestTarget: String {
        guard let query else { return path }
        return "\(path)?\(query)"
    }
}

extension ServiceURL {
    /// Scheme, host and port: who is asked, and with whom credentials may be shared (RFC 6454).
    public struct Origin: Hashable, Sendable, CustomStringConvertible {
        /// `http` or `https`, in lower case.
        public let scheme: String
        /// The host in lower case; an IPv6 address stands in brackets.
        public let host: String
        /// The port, or `nil` for that of the scheme.
        public let port: Int?
        /// `scheme://host:port`, to which a path is added.
        let prefix: String

        /// Creates an origin. The default port of the scheme is left out, so that equal origins are equal.
        public init(scheme: String, host: String, port: Int? = nil) {
            self.scheme = scheme.lowercased()
            self.host = host.lowercased()
            self.port = port == (self.scheme == "https" ? 443 : 80) ? nil : port
            self.prefix = "\(self.scheme)://\(self.host)" + (self.port.map { ":\($0)" } ?? "")
        }

        /// The port that is connected to.
        public var effectivePort: Int {
            port ?? (scheme == "https" ? 443 : 80)
        }

        /// Host and port as a `Host` field has them.
        public var authority: String {
            port.map { "\(host):\($0)" } ?? host
        }

        /// The origin as text: `https://api.example.com`.
        public var description: String { prefix }
    }
}
