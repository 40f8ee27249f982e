import Synchronization

/// The body of a request as it goes to the transport.
public enum RequestBody: Sendable {
    /// No body, and no `Content-Length`.
    case none
    /// A body that is in memory.
    case bytes([UInt8])
    /// A body that is produced when the transport asks for it.
    case stream(BodyStream)
}

/// A body that is produced when the transport asks for it: a source of chunks, and its length where it is known.
///
/// A body of known length goes with a `Content-Length`, and a source that gives more or fewer bytes fails the request.
/// The rest depends on the transport, whose documentation tells which of the two it does:
/// - One that sends while it reads needs the memory of one chunk, and sends a body of unknown length in chunks
///   (RFC 9112 §7.1).
/// - One that cannot, as `URLSessionTransport`, reads the source to its end before it sends anything. Every body has a
///   `Content-Length` then, and what it may take of memory and disk is bounded by the transport's configuration.
///
/// A source heeds the cancellation of its task: where it does not, a call whose deadline has passed waits for it.
public struct BodyStream: Sendable {
    /// The number of bytes, or `nil` where it is not known.
    public let length: Int?

    /// Whether the source can be read more than once, which a retry or a redirect needs.
    public let isReplayable: Bool

    private let makeNext: @Sendable () throws -> () async throws -> [UInt8]?

    /// Whether the one reading of a body that allows no second has begun; `nil` where any number is allowed.
    private let reading: OneReading?

    /// Creates a body from a sequence of chunks.
    ///
    /// - Parameters:
    ///   - chunks: The chunks; an empty one is skipped.
    ///   - length: The number of bytes, where it is known.
    ///   - isReplayable: Whether a second iteration of `chunks` starts again at the first byte.
    public init<Chunks: AsyncSequence & Sendable>(
        _ chunks: Chunks,
        length: Int? = nil,
        isReplayable: Bool = false
    ) where Chunks.Element == [UInt8] {
        self.length = length
        self.isReplayable = isReplayable
        reading = isReplayable ? nil : OneReading()
        makeNext = {
            var iterator = chunks.makeAsyncIterator()
            return { try await iterator.next(isolation: #isolation) }
        }
    }

    /// Creates a body from a function that opens the source anew for each attempt; its result gives a chunk at
    /// each call, and `nil` at the end.
    public init(length: Int? = nil, opening: @escaping @Sendable () throws -> () async throws -> [UInt8]?) {
        self.length = length
        isReplayable = true
        reading = nil
        makeNext = opening
    }
}

extension BodyStream {
    /// Opens the source. Each call starts one reading of the body.
    ///
    /// - Throws: ``AlreadyRead`` if the body cannot be read more than once and was opened before, by whomever.
    public func makeIterator() throws -> Iterator {
        if let reading, !reading.begin() { throw AlreadyRead() }
        return Iterator(read: try makeNext())
    }

    /// Whether the body can be read only once, and was opened.
    public var isSpent: Bool { reading?.hasBegun ?? false }

    /// Why a body cannot be opened.
    public struct AlreadyRead: Error, Hashable, CustomStringConvertible {
        /// What is wrong, and the remedy.
        public var description: String {
            "the streamed body has been read and cannot be read again: make it replayable, or do not send it twice"
        }
    }

    /// One reading of a body; it belongs to one task.
    public struct Iterator: AsyncIteratorProtocol {
        let read: () async throws -> [UInt8]?

        /// The next chunk that is not empty, or `nil` at the end.
        public mutating func next() async throws -> [UInt8]? {
            while let chunk = try await read() {
                if !chunk.isEmpty { return chunk }
            }
            return nil
        }
    }
}

/// Lets one reading begin, whoever is first.
private final class OneReading: Sendable {
    private let begun = Atomic(false)

    var hasBegun: Bool { begun.load(ordering: .acquiring) }

    func begin() -> Bool { !begun.exchange(true, ordering: .acquiringAndReleasing) }
}
