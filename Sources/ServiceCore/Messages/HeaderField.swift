/// One header field of a request or a response: a name and a value (RFC 9110 §5).
public struct HeaderField: Hashable, Sendable {
    /// The name as it is written on the wire; it is compared without regard to case.
    public var name: Name

    /// The value as it is written on the wire, without leading or trailing white space.
    public var value: String

    /// Creates a field.
    ///
    /// Neither the name nor the value is checked here: the client refuses fields that RFC 9110 forbids before
    /// anything is sent, in an error that names the field.
    public init(name: Name, value: String) {
        self.name = name
        self.value = value
    }
}

extension HeaderField {
    /// The name of a header field: compared and hashed without regard to case, written as it was given.
    ///
    /// A string literal is a name, and so is `HeaderField.Name(text)` for a text that the program computed.
    public struct Name: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
        /// The name as it was given.
        public let rawValue: String

        /// Creates a name from a text.
        public init(_ rawValue: String) {
            self.rawValue = rawValue
        }

        /// Creates a name from a literal.
        public init(stringLiteral value: String) {
            self.rawValue = value
        }

        /// The name as it was given.
        public var description: String { rawValue }

        /// Whether the name is a `token` as RFC 9110 §5.6.2 defines it.
        public var isValid: Bool {
            !rawValue.isEmpty && ASCIISet.token.containsAll(of: rawValue)
        }
    }
}

extension HeaderField.Name: Hashable {
    /// Compares two names without regard to the case of ASCII letters.
    public static func == (left: Self, right: Self) -> Bool {
        left.rawValue.equalsIgnoringASCIICase(right.rawValue)
    }

    /// Hashes the name without regard to the case of ASCII letters.
    public func hash(into hasher: inout Hasher) {
        for byte in rawValue.utf8 { hasher.combine(byte.asciiLowercased) }
    }
}

extension HeaderField {
    /// Whether the value holds no character that RFC 9110 §5.5 forbids: CR, LF and NUL.
    ///
    /// Such a value is refused, not stripped: what follows a line break would become a field of its own.
    public var hasValidValue: Bool {
        !value.containsByte(below: 0x0E) || value.firstByte { $0 == 0x0D || $0 == 0x0A || $0 == 0x00 } == nil
    }
}

// The fields that the package itself reads or writes.
extension HeaderField.Name {
    /// `Accept`, RFC 9110 §12.5.1.
    public static let accept: Self = "accept"
    /// `Authorization`, RFC 9110 §11.6.2.
    public static let authorization: Self = "authorization"
    /// `Content-Encoding`, RFC 9110 §8.4.
    public static let contentEncoding: Self = "content-encoding"
    /// `Content-Length`, RFC 9110 §8.6.
    public static let contentLength: Self = "content-length"
    /// `Content-Type`, RFC 9110 §8.3.
    public static let contentType: Self = "content-type"
    /// `Cookie`, RFC 6265 §5.4.
    public static let cookie: Self = "cookie"
    /// `Location`, RFC 9110 §10.2.2.
    public static let location: Self = "location"
    /// `Proxy-Authorization`, RFC 9110 §11.7.2.
    public static let proxyAuthorization: Self = "proxy-authorization"
    /// `Set-Cookie`, RFC 6265 §4.1.
    public static let setCookie: Self = "set-cookie"
    /// `Transfer-Encoding`, RFC 9112 §6.1.
    public static let transferEncoding: Self = "transfer-encoding"
}
