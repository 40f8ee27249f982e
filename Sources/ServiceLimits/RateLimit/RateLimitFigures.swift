/// What a ``RateLimit`` is doing at a moment.
public struct RateLimitFigures: Hashable, Sendable {
    /// The weight that could start now; of a limit with partitions, that of all of them together.
    public var available = 0
    /// How long the limit is still tighter than its rates because the service said so; `nil` where it is not. Of a limit with partitions,
    /// the longest time.
    public var restricted: Duration?
    /// How many calls wait.
    public var pending = 0
    /// How many calls were refused since the limit was made.
    public var rejected = LimitRejections()
    /// How many partitions there are; 1 for a limit without.
    public var partitions = 0
}
