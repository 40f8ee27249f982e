import ServiceCore

/// What a record tells of a body.
public enum LogBody: Hashable, Sendable {
    /// There is no body.
    case none
    /// An option hides it: `hiddenRequestBody` or `hiddenResponseBody`.
    case hidden
    /// It is produced or read as a stream, of which a log takes no byte.
    case stream
    /// The start of the body on one line, secrets masked and control characters escaped, and the length of the whole in bytes
    /// (`nil` where it is not encoded yet). The text is empty where the logger's limit is 0.
    case excerpt(String, byteCount: Int?)

    /// The length of the body in bytes, where it is known.
    public var byteCount: Int? {
        switch self {
        case .none: 0
        case .hidden, .stream: nil
        case .excerpt(_, let byteCount): byteCount
        }
    }
}

extension LogBody: CustomStringConvertible {
    /// The excerpt, or `<NO BODY>`, `<HIDDEN>`, `<STREAM>`.
    public var description: String {
        switch self {
        case .none: "<NO BODY>"
        case .hidden: "<HIDDEN>"
        case .stream: "<STREAM>"
        case .excerpt(let text, _): text
        }
    }
}

/// A body of which a record may tell.
enum LoggedBody {
    case none
    case stream
    case bytes([UInt8])
    /// A value before encoding, or after parsing and then with the bytes that were parsed.
    case value(any Encodable, bytes: [UInt8]?)
}

extension LogBody {
    /// The longest body in bytes that is told as it was parsed; of a longer one the bytes are told.
    private static let longestParsed = 1 << 16

    /// Takes what a record tells of a body.
    ///
    /// - Parameters:
    ///   - headers: The header fields beside it, which tell its type.
    ///   - limit: How many bytes are looked at; 0 for none.
    init(_ body: LoggedBody, headers: HeaderFields, limit: Int, _ masking: Masking) {
        switch body {
        case .none, .bytes([]): self = .none
        case .stream: self = .stream
        case .bytes(let bytes):
            let text = limit > 0 ? masking.excerpt(of: bytes, headers: headers, limit: limit) : ""
            self = .excerpt(text, byteCount: bytes.count)
        case .value(_, let bytes?) where bytes.count > Self.longestParsed:
            // To write all of it again for the sake of its start costs more than the log is worth.
            self.init(.bytes(bytes), headers: headers, limit: limit, masking)
        case .value(let value, let bytes):
            // One that cannot be encoded fails its call, not the logger.
            guard limit > 0, let value = try? DynamicValue(encoding: value) else {
                self = .excerpt("", byteCount: bytes?.count)
                return
            }
            let text = Array(value.description.utf8)
            let excerpt = masking.excerpt(of: text, headers: [.contentType: "application/json"], limit: limit)
            self = .excerpt(excerpt, byteCount: bytes?.count ?? text.count)
        }
    }
}
