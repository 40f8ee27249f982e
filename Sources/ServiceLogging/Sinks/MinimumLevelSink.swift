/// A sink that takes only what matters enough.
public struct MinimumLevelSink<Base: LogSink>: LogSink {
    /// The level below which nothing is taken.
    public let minimumLevel: LogLevel
    private let base: Base

    init(_ base: Base, minimumLevel: LogLevel) {
        self.base = base
        self.minimumLevel = minimumLevel
    }

    /// Whether a level matters enough, here and to the sink itself.
    public func isEnabled(for level: LogLevel) -> Bool { level >= minimumLevel && base.isEnabled(for: level) }

    /// Passes a record on if it matters enough.
    public func write(_ record: LogRecord) {
        if isEnabled(for: record.level) { base.write(record) }
    }

    /// Waits for the sink itself.
    public func flush() async { await base.flush() }
}

extension LogSink {
    /// The sink, for records of a level and those that matter more.
    ///
    /// ```swift
    /// OuterLogger(.console().from(.warning))
    /// ```
    public func from(_ minimumLevel: LogLevel) -> MinimumLevelSink<Self> {
        MinimumLevelSink(self, minimumLevel: minimumLevel)
    }
}
