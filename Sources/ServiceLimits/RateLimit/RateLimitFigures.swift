/// What a ``RateLimit`` is doing at a moment.
public struct RateLimitFigures: Hashable, Sendable {
    /// The weight that could start now; of a limit with partitions, that of all of them together.
    public var available = 0
    /// How many calls wait.
    public var pending = 0
    /// How many calls were refused since the limit was made.
    public var rejected = LimitRejections()
    /// How many partitions there are; 1 for a limit without.
    public var partitions = 0
}
