public import ServiceCore

/// How much an attempt counts in a ``RateLimit``.
public enum RateLimitWeightOption: ServiceOptionKey {
    /// A number of calls for which it counts.
    public typealias Value = Int
    /// `rateLimitWeight`
    public static let name = "rateLimitWeight"
}

extension ServiceOption {
    /// How much an attempt counts in each ``RateLimit`` of the client. Default: 1.
    ///
    /// More than the burst of a rate, or than the limit of a sliding log, is an error, for it could never start; so is less than 0,
    /// or more than 1,000,000,000. With 0 it counts nothing, and never waits.
    public static func rateLimitWeight(_ weight: Int) -> Self {
        Self(RateLimitWeightOption.self, weight)
    }
}

extension ServiceSession {
    /// How long this call has waited for its turn at rate limits: all attempts and all limits together; zero where it could
    /// start at once.
    ///
    /// Waits that ended in a refusal count too. The attribute is there only where a call has waited.
    public var blockedByRateLimit: Duration { attributes[BlockedByRateLimit.self] ?? .zero }
}

enum BlockedByRateLimit: AttributeKey {
    typealias Value = Duration
    static let name = "blockedByRateLimit"
}
