/// What a response says about the load that its service can bear.
///
/// A ``ServerAdviceReader`` finds it in the header fields of a response; a ``RateLimit`` follows it where it is told to.
public struct ServerAdvice: Hashable, Sendable {
    /// How long to wait before the next request, from `Retry-After` of a response with the status 429 or 503; `nil` where nothing is said.
    public var retryAfter: Duration?

    /// The quotas of the service as far as they are told, in the order of the fields.
    public var quotas: [ServerQuota]

    /// Creates advice.
    public init(retryAfter: Duration? = nil, quotas: [ServerQuota] = []) {
        self.retryAfter = retryAfter
        self.quotas = quotas
    }
}

/// A quota of a service: what the fields `RateLimit-Policy` and `RateLimit` say about one policy.
///
/// The names are those of the [Internet-Draft](https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/). What is not told is
/// `nil`.
public struct ServerQuota: Hashable, Sendable {
    /// The name of the policy.
    public var policy: String
    /// What is counted: `requests`, `content-bytes`, `concurrent-requests` or another word of the service. Default: `requests`.
    public var unit: String
    /// How much there is in a window, the parameter `q`.
    public var quota: Int?
    /// The length of the window, the parameter `w`.
    public var window: Duration?
    /// How much is left, the parameter `r`.
    public var remaining: Int?
    /// The time until there is more, from the response on: the parameter `t`.
    public var reset: Duration?
    /// For whom the quota is, the parameter `pk`; only the service knows how it is made.
    public var partitionKey: [UInt8]?

    /// Creates a quota.
    public init(
        policy: String,
        unit: String = "requests",
        quota: Int? = nil,
        window: Duration? = nil,
        remaining: Int? = nil,
        reset: Duration? = nil,
        partitionKey: [UInt8]? = nil
    ) {
        self.policy = policy
        self.unit = unit
        self.quota = quota
        self.window = window
        self.remaining = remaining
        self.reset = reset
        self.partitionKey = partitionKey
    }
}
