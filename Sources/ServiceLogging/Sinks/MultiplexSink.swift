/// Several sinks as one: each gets every record that it wants.
///
/// ```swift
/// OuterLogger(MultiplexSink(ConsoleSink(), JSONLinesSink(descriptor: file).from(.debug)))
/// ```
public struct MultiplexSink: LogSink {
    private let sinks: [any LogSink]

    /// Creates one sink of several.
    public init(_ sinks: any LogSink...) {
        self.sinks = sinks
    }

    /// Whether one of the sinks wants a level.
    public func isEnabled(for level: LogLevel) -> Bool { sinks.contains { $0.isEnabled(for: level) } }

    /// Gives a record to every sink that wants its level.
    public func write(_ record: LogRecord) {
        for sink in sinks where sink.isEnabled(for: record.level) { sink.write(record) }
    }

    /// Waits for one sink after the other.
    public func flush() async {
        for sink in sinks { await sink.flush() }
    }
}
