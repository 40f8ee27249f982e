/// The method of a request (RFC 9110 §9). Methods are compared with regard to case.
public struct RequestMethod: Hashable, Sendable, RawRepresentable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The method as it stands in the request line.
    public let rawValue: String

    /// Creates a method from its name, for example `PROPFIND`.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Creates a method from a literal.
    public init(stringLiteral value: String) {
        self.rawValue = value
    }

    /// The method as it stands in the request line.
    public var description: String { rawValue }

    /// Whether the name is a `token` as RFC 9110 §9.1 asks.
    public var isValid: Bool {
        !rawValue.isEmpty && rawValue.firstByte { !$0.isTokenByte } == nil
    }

    /// `GET`
    public static let get: Self = "GET"
    /// `HEAD`
    public static let head: Self = "HEAD"
    /// `POST`
    public static let post: Self = "POST"
    /// `PUT`
    public static let put: Self = "PUT"
    /// `PATCH` (RFC 5789)
    public static let patch: Self = "PATCH"
    /// `DELETE`
    public static let delete: Self = "DELETE"
    /// `OPTIONS`
    public static let options: Self = "OPTIONS"
    /// `TRACE`
    public static let trace: Self = "TRACE"
    /// `CONNECT`
    public static let connect: Self = "CONNECT"
}
