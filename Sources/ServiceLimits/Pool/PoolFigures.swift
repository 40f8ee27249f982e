/// What a ``Pool`` is doing at a moment.
public struct PoolFigures: Hashable, Sendable {
    /// The permits there are; of a pool with partitions, those of all of them together.
    public var limit = 0
    /// The permits that are taken.
    public var inFlight = 0
    /// How many calls wait.
    public var pending = 0
    /// How many calls were refused since the pool was made.
    public var rejected = LimitRejections()
    /// How many partitions there are; 1 for a pool without.
    public var partitions = 0
}
