public import ServiceCore

/// How many permits of a ``Pool`` an attempt takes.
public enum PoolWeightOption: ServiceOptionKey {
    /// A number of permits.
    public typealias Value = Int
    /// `poolWeight`
    public static let name = "poolWeight"
}

extension ServiceOption {
    /// How many permits an attempt takes from each ``Pool`` of the client. Default: 1.
    ///
    /// More than the limit count as the limit: the attempt runs alone. With 0 it takes none, and never waits. Less than that, or more than
    /// 1,000,000,000, is an error.
    public static func poolWeight(_ permits: Int) -> Self {
        Self(PoolWeightOption.self, permits)
    }
}

extension ServiceSession {
    /// How long this call has waited for permits of pools: all attempts and all pools together; zero where it found them free.
    ///
    /// Waits that ended in a refusal count too. The attribute is there only where a call has waited.
    public var blockedByPool: Duration { attributes[BlockedByPool.self] ?? .zero }
}

enum BlockedByPool: AttributeKey {
    typealias Value = Duration
    static let name = "blockedByPool"
}
