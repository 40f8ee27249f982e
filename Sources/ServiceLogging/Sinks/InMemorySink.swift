import Synchronization

/// Keeps records in memory, for tests.
///
/// ```swift
/// let log = InMemorySink()
/// let client = try ServiceClient(…, plugins: [OuterLogger(log)])
/// try await client.call("getUsers")
/// #expect(log.records.map(\.action) == [.request, .response])
/// ```
public final class InMemorySink: LogSink {
    /// The level below which nothing is kept.
    public let minimumLevel: LogLevel
    private let kept = Mutex<[LogRecord]>([])

    /// Creates a sink.
    ///
    /// - Parameter minimumLevel: The level below which nothing is kept. Default: `trace`, everything is.
    public init(minimumLevel: LogLevel = .trace) {
        self.minimumLevel = minimumLevel
    }

    /// The records, in order.
    public var records: [LogRecord] { kept.withLock { $0 } }

    /// Whether a level is kept.
    public func isEnabled(for level: LogLevel) -> Bool { level >= minimumLevel }

    /// Keeps a record.
    public func write(_ record: LogRecord) {
        guard isEnabled(for: record.level) else { return }
        kept.withLock { $0.append(record) }
    }

    /// Forgets every record.
    public func removeAll() {
        kept.withLock { $0.removeAll() }
    }
}
