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

    /// What ``description`` masks. The client sets it; it is no part of the URL.
    public var redaction = Redaction.standard

    /// Creates a URL from parts that are encoded already.
    public init(origin: Origin, path: String = "/", query: String? = nil) {
        self.origin = origin
        self.path = path
        self.query = query
    }

    /// The URL as one text.
    ///
    /// It may hold secrets; for people there is ``description``.
    public var string: String {
        guard let query else { return origin.description + path }
        return "\(origin.description)\(path)?\(query)"
    }

    /// What a request line says: path and query (`origin-form`, RFC 9112 §3.2.1).
    public var requestTarget: String {
        guard let query else { return path }
        return "\(path)?\(query)"
    }

    /// Whether origin, path and query are the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.origin == right.origin && left.path == right.path && left.query == right.query
    }

    /// Hashes origin, path and query.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(origin)
        hasher.combine(path)
        hasher.combine(query)
    }
}

extension ServiceURL {
    /// Scheme, host and port: who is asked, and with whom credentials may be shared (RFC 6454).
    public struct Origin: Hashable, Sendable, CustomStringConvertible {
        // Behind one reference: a URL is copied several times in a call, and its origin never changes on the way.
        private final class Storage: Sendable {
            let scheme: String
            let host: String
            let port: Int?
            let prefix: String

            init(scheme: String, host: String, port: Int?) {
                self.scheme = scheme
                self.host = host
                self.port = port
                prefix = "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "")
            }
        }

        private let storage: Storage

        /// Creates an origin. The default port of the scheme is left out, so that equal origins are equal.
        public init(scheme: String, host: String, port: Int? = nil) {
            let scheme = scheme.asciiLowercased
            let isDefault = port == (scheme == "https" ? 443 : 80)
            storage = Storage(scheme: scheme, host: host.asciiLowercased, port: isDefault ? nil : port)
        }

        /// `http` or `https`, in lower case.
        public var scheme: String { storage.scheme }

        /// The host in lower case; an IPv6 address stands in brackets.
        public var host: String { storage.host }

        /// The port, or `nil` for that of the scheme.
        public var port: Int? { storage.port }

        /// The port that is connected to.
        public var effectivePort: Int {
            port ?? (scheme == "https" ? 443 : 80)
        }

        /// Host and port as a `Host` field has them.
        public var authority: String {
            port.map { "\(host):\($0)" } ?? host
        }

        /// The origin as text: `https://api.example.com`.
        public var description: String { storage.prefix }

        /// Whether scheme, host and port are the same.
        public static func == (left: Self, right: Self) -> Bool {
            left.storage === right.storage || left.storage.prefix == right.storage.prefix
        }

        /// Hashes scheme, host and port.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(storage.prefix)
        }
    }
}
