/// The body of a response while it arrives: a sequence of chunks that one task reads once.
///
/// The next chunk is asked of the transport when it is wanted and not before, so a slow reader holds the server
/// back where the platform allows. The body ends with its scope: a transport hands it to a closure and takes the
/// connection back when that closure returns.
public struct ResponseBody: AsyncSequence, Sendable {
    /// Chunks of bytes; none of them is empty.
    public typealias Element = [UInt8]

    private enum Source: Sendable {
        case empty
        case bytes([UInt8])
        case stream(@Sendable () async throws -> [UInt8]?)
    }

    private let source: Source

    private init(source: Source) {
        self.source = source
    }

    /// A body without a byte.
    public static let empty = ResponseBody(source: .empty)

    /// A body that is in memory.
    public static func bytes(_ bytes: [UInt8]) -> ResponseBody {
        bytes.isEmpty ? .empty : ResponseBody(source: .bytes(bytes))
    }

    /// A body that a transport reads piece by piece.
    ///
    /// - Parameter next: Gives the next chunk, or `nil` at the end; throws when the body broke off, when the
    ///   deadline passed, or `CancellationError` when the task was cancelled.
    public static func stream(_ next: @escaping @Sendable () async throws -> [UInt8]?) -> ResponseBody {
        ResponseBody(source: .stream(next))
    }

    /// The bytes of a body that is in memory, `nil` where the body has to be read from a transport.
    public var buffered: [UInt8]? {
        switch source {
        case .empty: []
        case .bytes(let bytes): bytes
        case .stream: nil
        }
    }

    /// Whether the body is in memory.
    var isBuffered: Bool {
        if case .stream = source { false } else { true }
    }

    /// Starts to read the body.
    public func makeAsyncIterator() -> Iterator {
        switch source {
        case .empty: Iterator(buffered: nil, read: nil)
        case .bytes(let bytes): Iterator(buffered: bytes, read: nil)
        case .stream(let next): Iterator(buffered: nil, read: next)
        }
    }

    /// The reading of a body.
    public struct Iterator: AsyncIteratorProtocol {
        private var buffered: [UInt8]?
        private let read: (@Sendable () async throws -> [UInt8]?)?

        init(buffered: [UInt8]?, read: (@Sendable () async throws -> [UInt8]?)?) {
            self.buffered = buffered
            self.read = read
        }

        /// The next chunk, or `nil` at the end.
        public mutating func next() async throws -> [UInt8]? {
            if let read {
                while let chunk = try await read() {
                    if !chunk.isEmpty { return chunk }
                }
                return nil
            }
            return buffered.take()
        }
    }
}
