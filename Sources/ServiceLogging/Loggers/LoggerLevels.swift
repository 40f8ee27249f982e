/// At which level a logger tells what.
public struct LoggerLevels: Sendable, Hashable {
    /// Requests and responses. Default: `info`.
    public var messages: LogLevel
    /// Failures other than those of parsing. Default: `critical`.
    public var failures: LogLevel
    /// Bodies that could not be parsed. Default: `critical`.
    public var parseFailures: LogLevel
    /// Calls whose task was cancelled, which is no failure. Default: `debug`.
    public var cancellations: LogLevel

    /// Creates levels.
    public init(
        messages: LogLevel = .info,
        failures: LogLevel = .critical,
        parseFailures: LogLevel = .critical,
        cancellations: LogLevel = .debug
    ) {
        self.messages = messages
        self.failures = failures
        self.parseFailures = parseFailures
        self.cancellations = cancellations
    }
}
