/// Where records go.
///
/// A sink of one's own is a value with one function:
///
/// ```swift
/// struct Metrics: LogSink {
///     func write(_ record: LogRecord) {
///         if record.action == .failure { failures.increment() }
///     }
/// }
/// ```
/// A logger calls it in the middle of a call, so it returns soon and never waits. One that is slow, or may fail, does its work behind a
/// ``QueuedSink``, as the sinks of this module do.
public protocol LogSink: Sendable {
    /// Takes a record. It must return soon.
    func write(_ record: LogRecord)

    /// Whether records of a level are wanted: a logger asks before it makes one. It must cost next to nothing. Default: every level is.
    func isEnabled(for level: LogLevel) -> Bool

    /// Waits until what was given is written, for a bounded time. A logger calls it when its client is closed. Default: nothing to wait
    /// for.
    func flush() async
}

extension LogSink {
    /// Every level is wanted.
    public func isEnabled(for level: LogLevel) -> Bool { true }

    /// There is nothing to wait for.
    public func flush() async {}
}
