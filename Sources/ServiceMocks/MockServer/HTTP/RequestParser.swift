/// Reads HTTP/1 requests from bytes that arrive in any pieces (RFC 9112).
///
/// Feed it with ``append(_:)`` and take events with ``next()`` until that gives `nil`. After an error it is of no
/// further use. It is stricter than a server for the public has to be: a client should hear of its mistakes.
struct RequestParser {
    enum Event: Equatable {
        case head(RequestHead)
        /// The size of the chunk whose bytes follow.
        case chunk(Int)
        case body(ArraySlice<UInt8>)
        case end
    }

    struct Limits: Equatable {
        var head = 65_536
        var body = 67_108_864
        /// A line of the chunked framing.
        var line = 4_096
    }

    private enum Phase {
        case head
        case body(remaining: Int)
        case chunkSize
        case chunk(remaining: Int)
        case chunkEnd
        case trailer(size: Int)
    }

    private let limits: Limits
    private var phase = Phase.head
    private var buffer: [UInt8] = []
    /// What lies before has been consumed.
    private var start = 0
    /// Behind `start`, what lies before has been searched for a line end.
    private var searched = 0
    /// The lines of the head that is being read.
    private var lines: [Range<Int>] = []
    private var bodySize = 0

    init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Whether no request has begun that has not ended.
    var isBetweenRequests: Bool {
        if case .head = phase { buffer[start...].allSatisfy { $0 == 0x0D || $0 == 0x0A } } else { false }
    }

    mutating func append(_ bytes: [UInt8]) {
        if start > 0 {
            buffer.removeSubrange(..<start)
            searched -= start
            lines = lines.map { $0.lowerBound - start..<$0.upperBound - start }
            start = 0
        }
        buffer += bytes
    }

    /// The next event, or `nil` where more bytes are needed.
    mutating func next() throws(RequestError) -> Event? {
        while true {
            switch phase {
            case .head:
                return try nextHead()
            case .body(remaining: 0):
                return end()
            case .body(let remaining):
                guard let bytes = take(upTo: remaining) else { return nil }
                phase = .body(remaining: remaining - bytes.count)
                return .body(bytes)
            case .chunkSize:
                guard let line = try takeLine(limit: limits.line) else { return nil }
                let size = try chunkSize(buffer[line])
                phase = size == 0 ? .trailer(size: 0) : .chunk(remaining: size)
                if size > 0 { return .chunk(size) }
            case .chunk(remaining: 0):
                phase = .chunkEnd
            case .chunk(let remaining):
                guard let bytes = take(upTo: remaining) else { return nil }
                phase = .chunk(remaining: remaining - bytes.count)
                return .body(bytes)
            case .chunkEnd:
                guard let line = try takeLine(limit: 2) else { return nil }
                guard line.isEmpty else { throw .malformed("A chunk is longer than its size says.") }
                phase = .chunkSize
            case .trailer(let size):
                guard let line = try takeLine(limit: limits.head - size) else { return nil }
                if line.isEmpty { return end() }
                phase = .trailer(size: size + line.count + 2)
            }
        }
    }
}

extension RequestParser {
    private mutating func nextHead() throws(RequestError) -> Event? {
        while let line = try nextLine(limit: limits.head) {
            if !line.isEmpty {
                lines.append(line)
            } else if lines.isEmpty {
                // Empty lines before a request are ignored (RFC 9112 §2.2).
                start = searched
            } else {
                let head = try RequestHead(lines: lines.map { buffer[$0] }, bytes: Array(buffer[start..<searched]))
                lines = []
                start = searched
                try enterBody(of: head)
                return .head(head)
            }
        }
        return nil
    }

    private mutating func enterBody(of head: RequestHead) throws(RequestError) {
        bodySize = 0
        switch head.framing {
        case .none:
            phase = .body(remaining: 0)
        case .length(let length):
            guard length <= limits.body else { throw .bodyTooLarge(limit: limits.body) }
            phase = .body(remaining: length)
        case .chunked:
            phase = .chunkSize
        }
    }

    private mutating func end() -> Event {
        phase = .head
        return .end
    }

    /// `chunk-size [ chunk-ext ]` (RFC 9112 §7.1); extensions are ignored.
    private mutating func chunkSize(_ line: ArraySlice<UInt8>) throws(RequestError) -> Int {
        let text = line.prefix { $0 != UInt8(ascii: ";") }
        let digits = String(decoding: text, as: UTF8.self)[...].trimmingBlanks
        guard !digits.isEmpty, digits.utf8.count <= 15, digits.allSatisfy(\.isHexDigit),
            let size = Int(digits, radix: 16)
        else { throw .malformed("The size of a chunk is not a hexadecimal number.") }
        guard size <= limits.body - bodySize else { throw .bodyTooLarge(limit: limits.body) }
        bodySize += size
        return size
    }

    private mutating func take(upTo count: Int) -> ArraySlice<UInt8>? {
        guard start < buffer.count else { return nil }
        // Not `start + count`: a length may be any number.
        let bytes = buffer[start..<start + min(count, buffer.count - start)]
        start = bytes.endIndex
        searched = start
        return bytes
    }

    private mutating func takeLine(limit: Int) throws(RequestError) -> Range<Int>? {
        guard let line = try nextLine(limit: limit) else { return nil }
        start = searched
        return line
    }

    /// The next line without its CRLF; it stays in the buffer.
    ///
    /// - Parameter limit: How many bytes may lie between `start` and the end of the line, line end included.
    private mutating func nextLine(limit: Int) throws(RequestError) -> Range<Int>? {
        let lineStart = lines.last.map { $0.upperBound + 2 } ?? start
        guard let lineFeed = buffer[searched...].firstIndex(of: 0x0A) else {
            searched = buffer.count
            if searched - start >= limit { throw tooLong(limit) }
            return nil
        }
        guard lineFeed - start < limit else { throw tooLong(limit) }
        guard lineFeed > lineStart, buffer[lineFeed - 1] == 0x0D else {
            throw .malformed("A line ends in LF without CR.")
        }
        searched = lineFeed + 1
        return lineStart..<lineFeed - 1
    }

    private func tooLong(_ limit: Int) -> RequestError {
        switch phase {
        case .head, .trailer: .headTooLarge(limit: limits.head)
        case .chunkEnd: .malformed("A chunk is longer than its size says.")
        default: .malformed("A line of the chunked framing is longer than \(limit) bytes.")
        }
    }
}
