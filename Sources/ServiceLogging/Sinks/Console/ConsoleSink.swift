import ServiceCore

/// Writes records for people: one line each, what belongs to it indented below, in colors where a terminal shows it.
///
/// ```
/// 2026-11-24T15:51:18.123Z INFO     users.getUsers → GET https://api.example.com/v1/users?page=2
/// 2026-11-24T15:51:18.337Z INFO     users.getUsers ← 200 OK in 214 ms, 482 bytes trackingToken=7GQ2M0XK4B
/// ```
/// Control characters that came from the network are escaped, so a response can neither forge a line nor command the terminal. Records
/// wait in a queue, see ``QueuedSink``: a terminal that has been stopped holds up no call.
public struct ConsoleSink: LogSink {
    /// Whether there are colors.
    public enum Colors: Sendable {
        /// On a terminal that is not dumb, unless the environment has `NO_COLOR` (no-color.org).
        case automatic
        /// Always.
        case always
        /// Never.
        case never
    }

    private let queue: QueuedSink

    /// Creates a sink.
    ///
    /// - Parameters:
    ///   - descriptor: The file descriptor to write to; it is not closed. Default: 2, the standard error.
    ///   - colors: Whether there are colors. Default: on a terminal.
    ///   - formatter: Makes the text of a record in the place of the layout above. Default: none.
    ///   - timelinesFrom: From which duration of a call on its timeline stands below its end, where the plugin ``Timeline`` is
    ///     installed; `nil` for never. Default: 1 second.
    ///   - capacity: The most records that wait. Default: 1024.
    ///   - clock: The clock by which it waits for room on the descriptor, and ``flush()`` for what is in the queue. The times that it
    ///     shows are those of the records.
    public init(
        descriptor: Int32 = 2,
        colors: Colors = .automatic,
        formatter: LogFormatter? = nil,
        timelinesFrom: Duration? = .seconds(1),
        capacity: Int = 1024,
        clock: some Clock<Duration> = ContinuousClock()
    ) {
        let layout = ConsoleLayout(
            usesColor: Terminal.shows(colors, on: descriptor),
            timelinesFrom: timelinesFrom
        )
        let output = DescriptorOutput(descriptor: descriptor, clock: ServiceClock(clock))
        queue = QueuedSink(capacity: capacity, clock: clock) { records in
            let text = records.map { record in
                formatter.map { $0.text(of: record) + "\n" } ?? layout.text(of: record)
            }
            try await output.write(Array(text.joined().utf8))
        }
    }

    /// How many records were lost.
    public var lostCount: Int { queue.lostCount }

    /// Puts a record into the queue.
    public func write(_ record: LogRecord) { queue.write(record) }

    /// Waits until what is in the queue now is written, 5 seconds at most.
    public func flush() async { await queue.flush() }
}

extension LogSink where Self == ConsoleSink {
    /// The console, by its standard error; see ``ConsoleSink``.
    public static func console(
        colors: ConsoleSink.Colors = .automatic,
        formatter: LogFormatter? = nil,
        timelinesFrom: Duration? = .seconds(1)
    ) -> ConsoleSink {
        ConsoleSink(colors: colors, formatter: formatter, timelinesFrom: timelinesFrom)
    }
}
