/// The start of a body for people: text without its secrets, or what else there is to say about it.
///
/// `excerpt(of:headers:limit:)` of ``Redaction`` makes one, from the bytes up to a limit. It never reads a stream.
public enum BodyExcerpt: Hashable, Sendable, CustomStringConvertible {
    /// There is no body, or an empty one.
    case none
    /// A body that is produced or read piece by piece, of a length that may be known.
    case stream(length: Int?)
    /// The start of a text on one line, and the length of the body in bytes.
    case text(String, length: Int, isCut: Bool)
    /// A body that is no text: its length in bytes, and its type if one was told.
    case binary(length: Int, type: String?)

    /// The excerpt as one line: the text with `…` where it is cut, or `<18 bytes of image/png>`, `<stream>`, `<no body>`.
    public var description: String {
        switch self {
        case .none: "<no body>"
        case .stream(let length): length.map { "<stream of \($0) bytes>" } ?? "<stream>"
        case .text(let text, _, let isCut): isCut ? text + "…" : text
        case .binary(let length, let type): "<\(length) bytes" + (type.map { " of \($0)>" } ?? ">")
        }
    }
}
