import ServiceCore

/// How the field `X-RateLimit-Reset` of a service is meant. No standard says it: look it up in the documentation of the service.
public enum LegacyRateLimitReset: Hashable, Sendable {
    /// A number of seconds from the response on.
    case delaySeconds
    /// The seconds since the beginning of 1970, UTC.
    case unixTime
}

extension LegacyRateLimitReset {
    /// What `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` say; `nil` where the middle one is not there or is no
    /// number.
    func quota(in headers: HeaderFields, at moment: ResponseMoment) -> ServerQuota? {
        guard let remaining = number("x-ratelimit-remaining", in: headers) else { return nil }
        var quota = ServerQuota(policy: "x-ratelimit", remaining: Int(clamping: remaining))
        quota.quota = number("x-ratelimit-limit", in: headers).map(Int.init(clamping:))
        quota.reset = number("x-ratelimit-reset", in: headers).map { reset in
            switch self {
            case .delaySeconds: .seconds(reset)
            case .unixTime: .seconds(reset - moment.now)
            }
        }
        return quota
    }

    private func number(_ name: HeaderField.Name, in headers: HeaderFields) -> Int64? {
        headers[name].flatMap(Int64.init(delaySeconds:))
    }
}
