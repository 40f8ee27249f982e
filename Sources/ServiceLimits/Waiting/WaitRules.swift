import ServiceCore

/// How many calls may wait at a limit, and how long: what every kind of limit has.
struct WaitRules: Sendable {
    let plugin: String
    let pendingLimit: Int?
    let pendingTimeout: Duration?

    var problems: [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        if let pendingLimit, pendingLimit < 0 {
            problems.append(
                ConfigurationProblem(
                    "\(plugin): pendingLimit is \(pendingLimit): give 0 for no waiting, more for that many calls, or nil for any number"
                )
            )
        }
        if let pendingTimeout, !pendingTimeout.isWithinBounds {
            problems.append(
                ConfigurationProblem(
                    "\(plugin): pendingTimeout is \(pendingTimeout): give a duration of more than zero and up to ten years, nil for no "
                        + "limit, or pendingLimit: 0 for no waiting"
                )
            )
        }
        return problems
    }

    func error(_ refusal: Refusal, partition: String?, waited: Duration) -> ServiceError {
        ServiceError(
            LimitRefusal(
                plugin: plugin,
                partition: partition,
                reason: refusal.reason,
                waited: waited,
                limit: refusal.limit,
                inFlight: refusal.inFlight,
                pending: refusal.pending,
                retryAfter: refusal.retryAfter
            )
        )
    }
}
