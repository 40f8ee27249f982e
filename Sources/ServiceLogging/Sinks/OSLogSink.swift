#if canImport(os)
    import os

    /// Writes to the unified logging system of Apple platforms.
    public struct OSLogSink: LogSink {
        private let logger: Logger
        private let log: OSLog
        private let formatter: LogFormatter

        /// Creates a sink.
        ///
        /// - Parameters:
        ///   - subsystem: The subsystem, for example the identifier of the application's bundle.
        ///   - category: The category. Default: `service`.
        ///   - formatter: Makes the text of a record. Default: one line without time and level, which the system adds.
        public init(subsystem: String, category: String = "service", formatter: LogFormatter = .withoutTime) {
            log = OSLog(subsystem: subsystem, category: category)
            logger = Logger(log)
            self.formatter = formatter
        }

        /// Whether the system keeps a level.
        public func isEnabled(for level: LogLevel) -> Bool { log.isEnabled(type: level.type) }

        /// Writes a record. Its secrets are masked already, so the text is public.
        public func write(_ record: LogRecord) {
            logger.log(level: record.level.type, "\(formatter.text(of: record), privacy: .public)")
        }
    }

    extension LogSink where Self == OSLogSink {
        /// The unified logging system.
        public static func unifiedLogging(subsystem: String, category: String = "service") -> OSLogSink {
            OSLogSink(subsystem: subsystem, category: category)
        }
    }

    extension LogLevel {
        fileprivate var type: OSLogType {
            switch self {
            case .trace, .debug: .debug
            case .info: .info
            case .notice, .warning: .default
            case .error: .error
            case .critical: .fault
            }
        }
    }
#endif
