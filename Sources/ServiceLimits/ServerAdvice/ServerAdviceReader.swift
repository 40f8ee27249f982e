public import ServiceCore

/// Finds in the header fields of a response what its service says about the load that it can bear.
///
/// It reads `Retry-After` (RFC 9110 §10.2.3) and the fields `RateLimit` and `RateLimit-Policy` of the
/// [Internet-Draft](https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/), and on request `X-RateLimit-Remaining` and its
/// companions:
///
/// ```swift
/// let reader = ServerAdviceReader(maximumDelay: .seconds(60))
/// reader.advice(in: response.head).retryAfter
/// ```
/// - `Retry-After` counts with the status 429 and 503, where it is about the service as a whole. With a redirect or 413 it is about that
///   one request.
/// - A field that is malformed is as good as none, and so is one of more than 8 KiB. Of a field, 32 policies are read. Nothing that a service says makes a client wait longer than ``maximumDelay``.
/// - A response from a cache (`Age` of more than zero) was true some time ago: its age is taken off the delay, and its quotas are ignored.
public struct ServerAdviceReader: Sendable {
    /// The longest time that is believed: whatever is longer counts as this. More than zero, and up to ten years. Default: ten minutes, from
    /// which the draft advises to try again (§8.5.1).
    public var maximumDelay: Duration

    /// How the field `X-RateLimit-Reset` is meant, if the `X-RateLimit` fields are to be read. Default: `nil`, they are not.
    public var legacyReset: LegacyRateLimitReset?

    /// The time since the beginning of 1970, UTC, against which a date is held where the response has no `Date`. Default: that of the
    /// system.
    public var wallClock: @Sendable () -> Duration

    /// Creates a reader.
    public init(
        maximumDelay: Duration = .seconds(600),
        legacyReset: LegacyRateLimitReset? = nil,
        wallClock: (@Sendable () -> Duration)? = nil
    ) {
        self.maximumDelay = maximumDelay
        self.legacyReset = legacyReset
        self.wallClock = wallClock ?? { WallClock.sinceBeginningOf1970 }
    }

    /// What a response says; nothing at all is the usual case.
    public func advice(in head: ResponseHead) -> ServerAdvice {
        let moment = ResponseMoment(head.headers, wallClock: wallClock)
        var advice = ServerAdvice()
        if head.status == 429 || head.status == 503 {
            advice.retryAfter = RetryAfter.delay(in: head.headers, at: moment).map(bounded)
        }
        if moment.age == 0 {
            advice.quotas = RateLimitFields.quotas(in: head.headers)
            if let legacyReset, let quota = legacyReset.quota(in: head.headers, at: moment) {
                advice.quotas.append(quota)
            }
            for index in advice.quotas.indices {
                advice.quotas[index].reset = advice.quotas[index].reset.map(bounded)
                advice.quotas[index].window = advice.quotas[index].window.map(bounded)
            }
        }
        return advice
    }

    private func bounded(_ delay: Duration) -> Duration {
        max(.zero, min(delay, maximumDelay, LimitBounds.longestTime))
    }

    var problems: [String] {
        if maximumDelay.isWithinBounds { return [] }
        return [
            "the maximumDelay of its server advice is \(maximumDelay): give a duration of more than zero and up to ten years"
        ]
    }
}
