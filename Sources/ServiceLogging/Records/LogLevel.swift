/// How much a record matters; the levels are those of swift-log.
public enum LogLevel: String, Sendable, CaseIterable, Codable {
    /// Every step.
    case trace
    /// For whoever looks for a fault.
    case debug
    /// What normally happens.
    case info
    /// What is normal and deserves attention.
    case notice
    /// What is not an error yet.
    case warning
    /// An error.
    case error
    /// An error that needs somebody now.
    case critical
}

extension LogLevel: Comparable {
    /// Whether one level matters less than another.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .trace: 0
        case .debug: 1
        case .info: 2
        case .notice: 3
        case .warning: 4
        case .error: 5
        case .critical: 6
        }
    }
}
