import ServiceCore

/// Writes records for machines: one JSON object on each line (jsonlines.org), in UTF-8.
///
/// The members are those of ``LogRecord/object``. Whatever came from the network, a line is valid JSON. Records wait in a queue, see
/// ``QueuedSink``.
public struct JSONLinesSink: LogSink {
    private let queue: QueuedSink

    /// Creates a sink that writes to a file, a pipe or a terminal.
    ///
    /// - Parameters:
    ///   - descriptor: The file descriptor; it is not closed. Default: 1, the standard output.
    ///   - capacity: The most records that wait. Default: 1024.
    public init(descriptor: Int32 = 1, capacity: Int = 1024) {
        let output = DescriptorOutput(descriptor: descriptor, clock: .continuous)
        self.init(capacity: capacity) { try await output.write($0) }
    }

    /// Creates a sink that gives its lines to a function.
    ///
    /// - Parameters:
    ///   - capacity: The most records that wait. Default: 1024.
    ///   - body: Takes the bytes of one line or more, each with its end. It is never called twice at the same time.
    public init(capacity: Int = 1024, writing body: @escaping @Sendable ([UInt8]) async throws -> Void) {
        queue = QueuedSink(capacity: capacity) { records in
            var lines: [UInt8] = []
            for record in records {
                lines += try JSONWriter().write(.object(record.object))
                lines.append(UInt8(ascii: "\n"))
            }
            try await body(lines)
        }
    }

    /// How many records were lost.
    public var lostCount: Int { queue.lostCount }

    /// Puts a record into the queue.
    public func write(_ record: LogRecord) { queue.write(record) }

    /// Waits until what is in the queue now is written, 5 seconds at most.
    public func flush() async { await queue.flush() }
}

extension LogSink where Self == JSONLinesSink {
    /// JSON lines on a descriptor, by default the standard output; see ``JSONLinesSink``.
    public static func jsonLines(descriptor: Int32 = 1) -> JSONLinesSink { JSONLinesSink(descriptor: descriptor) }
}
