extension ServerAdvice {
    /// No more than so many requests for so long: what advice means for whoever sends them.
    struct Restriction: Hashable, Sendable {
        let remaining: Int
        let duration: Duration
    }

    /// What follows for the requests from now on; nothing, where nothing is said that could be followed.
    ///
    /// `Retry-After` has precedence over the resets of quotas (draft §7). A quota counts if it is one of requests, and if both what remains
    /// and until when are told.
    var restrictions: [Restriction] {
        if let retryAfter { return retryAfter > .zero ? [Restriction(remaining: 0, duration: retryAfter)] : [] }
        return quotas.compactMap { quota in
            guard quota.countsRequests, let remaining = quota.remaining, let reset = quota.reset, reset > .zero else {
                return nil
            }
            return Restriction(remaining: remaining, duration: reset)
        }
    }
}

extension ServerQuota {
    /// The text of the draft has the plural, its registry the singular.
    fileprivate var countsRequests: Bool { unit == "requests" || unit == "request" }
}
