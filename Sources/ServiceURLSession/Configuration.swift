#if canImport(Darwin)
    public import Security
#endif

extension URLSessionTransport {
    /// What a transport can be told; everything else is the platform's choice, proxies and certificates included.
    public struct Configuration: Sendable {
        /// How many connections to one host there may be at the same time; further requests wait, and the waiting
        /// counts against their deadlines. 64 by default: limiting calls is the business of a plugin, not of the
        /// transport. Over HTTP/2 one connection carries many requests.
        public var maximumConnectionsPerHost = 64

        /// What happens when the server redirects.
        public var redirects = RedirectPolicy.follow(maximum: 10)

        /// How many bytes of one body are held in memory, about. 1 MiB by default.
        ///
        /// A response that is further ahead of its reader is held up (Apple platforms) or goes to a temporary file
        /// (Linux); a streamed request that is longer goes to a temporary file.
        public var bufferSize = 1 << 20

        /// How many bytes of one body may go to its temporary file; more fail the request. 4 GiB by default, or
        /// `Int.max` where that is less.
        public var temporaryFileLimit = Int(clamping: 4 << 30 as Int64)

        /// Where temporary files are, or `nil` for the directory that the system names (`TMPDIR`). Where that is a
        /// file system in memory, name a directory on a disk. Only the owner can read the files.
        public var temporaryDirectory: String?

        #if canImport(Darwin)
            /// Decides whether a server's certificates are to be trusted, or `nil` for the system's decision.
            public var trusts: (@Sendable (_ trust: SecTrust, _ host: String) -> Bool)?

            /// The oldest version of TLS that is spoken: 1.2 by default.
            public var minimumTLSVersion = tls_protocol_version_t.TLSv12
        #endif

        /// Creates a configuration of the defaults.
        public init() {}
    }

    /// What to do with a response that names another URL: 301, 302, 303, 307 or 308 with `Location` (RFC 9110 §15.4).
    public enum RedirectPolicy: Hashable, Sendable {
        /// Follows up to so many redirects in a row; one more is `TransportError.Code.redirectFailed`.
        ///
        /// `POST` becomes `GET` after 301 and 302, every method but `HEAD` after 303; the body is sent again
        /// otherwise. Another origin gets no `Authorization`, `Proxy-Authorization` or `Cookie`. From `https` to
        /// `http` nothing is followed.
        case follow(maximum: Int)
        /// Hands the redirect to the caller as the answer.
        case manual
    }
}
