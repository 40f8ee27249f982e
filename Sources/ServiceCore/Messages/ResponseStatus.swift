/// The status code of a response (RFC 9110 §15).
///
/// No status is an error by itself: a call that is answered with 404 returns that response.
public struct ResponseStatus: Hashable, Sendable, Comparable, ExpressibleByIntegerLiteral {
    /// The three-digit code.
    public let code: Int

    /// Creates a status from its code.
    public init(_ code: Int) {
        self.code = code
    }

    /// Creates a status from a literal.
    public init(integerLiteral value: Int) {
        self.code = value
    }

    /// Compares two codes.
    public static func < (left: Self, right: Self) -> Bool { left.code < right.code }

    /// The class of the code, told by its first digit.
    public enum Kind: Hashable, Sendable {
        /// 1xx: an interim response.
        case informational
        /// 2xx: the request succeeded.
        case successful
        /// 3xx: further action is needed.
        case redirection
        /// 4xx: the request cannot be fulfilled as it is.
        case clientError
        /// 5xx: the server failed.
        case serverError
        /// Outside 100–599.
        case invalid
    }

    /// The class of the code.
    public var kind: Kind {
        switch code {
        case 100...199: .informational
        case 200...299: .successful
        case 300...399: .redirection
        case 400...499: .clientError
        case 500...599: .serverError
        default: .invalid
        }
    }

    /// Whether the code is 2xx.
    public var isSuccessful: Bool { kind == .successful }
}

extension ResponseStatus: CustomStringConvertible {
    /// The code with its registered phrase where there is one: `404 Not Found`.
    public var description: String {
        reasonPhrase.isEmpty ? "\(code)" : "\(code) \(reasonPhrase)"
    }

    /// The phrase that the IANA registry has for the code, or an empty text.
    public var reasonPhrase: String {
        Self.reasonPhrases[code] ?? ""
    }

    private static let reasonPhrases: [Int: String] = [
        100: "Continue", 101: "Switching Protocols", 102: "Processing", 103: "Early Hints",
        200: "OK", 201: "Created", 202: "Accepted", 203: "Non-Authoritative Information", 204: "No Content",
        205: "Reset Content", 206: "Partial Content", 207: "Multi-Status", 208: "Already Reported", 226: "IM Used",
        300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
        305: "Use Proxy", 307: "Temporary Redirect", 308: "Permanent Redirect",
        400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed", 406: "Not Acceptable", 407: "Proxy Authentication Required",
        408: "Request Timeout", 409: "Conflict", 410: "Gone", 411: "Length Required", 412: "Precondition Failed",
        413: "Content Too Large", 414: "URI Too Long", 415: "Unsupported Media Type", 416: "Range Not Satisfiable",
        417: "Expectation Failed", 421: "Misdirected Request", 422: "Unprocessable Content", 423: "Locked",
        424: "Failed Dependency", 425: "Too Early", 426: "Upgrade Required", 428: "Precondition Required",
        429: "Too Many Requests", 431: "Request Header Fields Too Large", 451: "Unavailable For Legal Reasons",
        500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
        504: "Gateway Timeout", 505: "HTTP Version Not Supported", 506: "Variant Also Negotiates",
        507: "Insufficient Storage", 508: "Loop Detected", 511: "Network Authentication Required",
    ]
}
