import ServiceCore

/// Writes records for machines: one JSON object on each line (jsonlines.org), in UTF-8.
///
/// The members are those of ``LogRecord/object``. Whatever a record holds, it is one line of valid JSON. Records wait in a queue, see
/// ``QueuedSink``.
public struct JSONLinesSink: LogSink {
    private let queue: QueuedSink

    /// Creates a sink that writes to a file, a pipe or a terminal.
    ///
    /// - Parameters:
    ///   - descriptor: The file descriptor; it is not closed. Default: 1, the standard output.
    ///   - capacity: The most records that wait. Default: 1024.
    ///   - clock: The clock by which it waits for room on the descriptor, and ``flush()`` for what is in the queue.
    public init(descriptor: Int32 = 1, capacity: Int = 1024, clock: some Clock<Duration> = ContinuousClock()) {
        let output = DescriptorOutput(descriptor: descriptor, clock: ServiceClock(clock))
        self.init(capacity: capacity, clock: clock) { try await output.write($0) }
    }

    /// Creates a sink that gives its lines to a function.
    ///
    /// - Parameters:
    ///   - capacity: The most records that wait. Default: 1024.
    ///   - clock: The clock of the limit of ``flush()``.
    ///   - body: Takes the bytes of one line or more, each with its end. It is never called twice at the same time.
    public init(
        capacity: Int = 1024,
        clock: some Clock<Duration> = ContinuousClock(),
        writing body: @escaping @Sendable ([UInt8]) async throws -> Void
    ) {
        queue = QueuedSink(
            capacity: capacity,
            clock: clock,
            counting: { records in
                let lines = records.compactMap(Self.line)
                do {
                    try await body(Array(lines.joined()))
                    return records.count - lines.count
                } catch {
                    return records.count
                }
            }
        )
    }

    /// A record as a line; `nil` for one that somebody has given a value that JSON does not have, such as a number without end.
    private static func line(_ record: LogRecord) -> [UInt8]? {
        guard let line = try? JSONWriter().write(.object(record.object)) else { return nil }
        return line.escapingLineSeparators + [UInt8(ascii: "\n")]
    }

    /// How many records were lost.
    public var lostCount: Int { queue.lostCount }

    /// Puts a record into the queue.
    public func write(_ record: LogRecord) { queue.write(record) }

    /// Waits until what is in the queue now is written, 5 seconds at most.
    public func flush() async { await queue.flush() }
}

extension [UInt8] {
    /// JSON without U+0085, U+2028 and U+2029, which stand in it as they are and at which many a reader ends a line.
    fileprivate var escapingLineSeparators: [UInt8] {
        guard contains(where: { $0 == 0xC2 || $0 == 0xE2 }) else { return self }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(count)
        var index = 0
        while index < count {
            switch self[index...].prefix(3) {
            case [0xE2, 0x80, 0xA8]:
                escaped += "\\u2028".utf8
                index += 3
            case [0xE2, 0x80, 0xA9]:
                escaped += "\\u2029".utf8
                index += 3
            case let next where next.starts(with: [0xC2, 0x85]):
                escaped += "\\u0085".utf8
                index += 2
            default:
                escaped.append(self[index])
                index += 1
            }
        }
        return escaped
    }
}

extension LogSink where Self == JSONLinesSink {
    /// JSON lines on a descriptor, by default the standard output; see ``JSONLinesSink``.
    public static func jsonLines(descriptor: Int32 = 1) -> JSONLinesSink { JSONLinesSink(descriptor: descriptor) }
}
