public import ServiceCore

/// A request as the server received it, byte for byte where bytes matter.
public struct RecordedRequest: Sendable {
    /// The method.
    public let method: RequestMethod

    /// The request target as it stood in the request line: nothing is decoded or normalised.
    public let target: String

    /// The minor version of HTTP/1: `1`, or `0`.
    public let minorVersion: Int

    /// The header fields in order, spelt as they arrived, duplicates included. Trailers are not among them.
    public let headers: HeaderFields

    /// The head as it arrived, from the request line to the empty line.
    public let rawHead: [UInt8]

    /// The body, without the framing of chunks.
    public internal(set) var body: [UInt8] = []

    /// The sizes of the chunks in which the body came, or `nil` where it did not come in chunks.
    public internal(set) var chunkSizes: [Int]?

    /// The number of the connection, from 1 in the order of acceptance.
    public let connection: Int

    /// The number of the request on its connection, from 1.
    public let numberOnConnection: Int

    /// Whether the body came in chunks.
    public var isChunked: Bool { chunkSizes != nil }

    /// The path of the target, as it arrived; without scheme and authority where the target is an absolute URL.
    public var path: String { String(targetParts.path) }

    /// The query of the target without its `?`, as it arrived, or `nil` where there is none.
    public var query: String? { targetParts.query.map(String.init) }

    /// The body as text; bytes that are not UTF-8 are replaced.
    public var text: String { String(decoding: body, as: UTF8.self) }

    private var targetParts: (path: Substring, query: Substring?) {
        var rest = target[...]
        if !rest.hasPrefix("/"), let scheme = rest.firstRange(of: "://") {
            let authority = rest[scheme.upperBound...]
            rest = authority.firstIndex { $0 == "/" || $0 == "?" }.map { authority[$0...] } ?? ""
        }
        guard let mark = rest.firstIndex(of: "?") else { return (rest, nil) }
        return (rest[..<mark], rest[rest.index(after: mark)...])
    }
}

extension RecordedRequest: CustomStringConvertible {
    /// Method and target on one line, and the start of a body, secrets masked by the standard policy.
    public var description: String { StubCall(self).description }
}
