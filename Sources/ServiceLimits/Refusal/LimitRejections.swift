/// How many calls a limit has refused since it was made, by reason.
public struct LimitRejections: Hashable, Sendable {
    /// Those that found as many waiting as may.
    public internal(set) var pendingLimit = 0
    /// Those that waited, or would have waited, longer than a call may.
    public internal(set) var pendingTimeout = 0
    /// Those whose deadline came, or would have come, before their turn.
    public internal(set) var deadline = 0
    /// Those that waited, or were about to, when their client was closed.
    public internal(set) var clientClosed = 0
    /// Those for which there was no partition.
    public internal(set) var partitionLimit = 0

    /// All of them.
    public var total: Int { pendingLimit + pendingTimeout + deadline + clientClosed + partitionLimit }

    mutating func count(_ reason: LimitRefusal.Reason) {
        switch reason {
        case .pendingLimit: pendingLimit += 1
        case .pendingTimeout: pendingTimeout += 1
        case .deadline: deadline += 1
        case .clientClosed: clientClosed += 1
        default: partitionLimit += 1
        }
    }

    static func += (left: inout Self, right: Self) {
        left.pendingLimit += right.pendingLimit
        left.pendingTimeout += right.pendingTimeout
        left.deadline += right.deadline
        left.clientClosed += right.clientClosed
        left.partitionLimit += right.partitionLimit
    }
}
