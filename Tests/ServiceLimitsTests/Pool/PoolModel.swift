@testable import ServiceLimits

/// A pool as one would write it without a thought of speed: an array of those who wait, and everything looked through each
/// time.
struct PoolModel {
    struct Waiter {
        var number: Int
        var weight: Int
        var expiry: Expiry?
        var owner: TestOwner
    }

    var limit: Int
    let pendingLimit: Int?
    var inFlight = 0
    var waiting: [Waiter] = []
    /// How the waits ended, in order.
    var ended: [(number: Int, outcome: String)] = []

    init(limit: Int, pendingLimit: Int?) {
        self.limit = limit
        self.pendingLimit = pendingLimit
    }

    mutating func arrive(_ waiter: Waiter, now: Duration) -> String {
        let permits = min(waiter.weight, limit)
        if permits == 0 || waiting.isEmpty && inFlight + permits <= limit {
            inFlight += permits
            return "granted \(permits)"
        }
        if waiter.owner.isClosed { return "clientClosed" }
        if let pendingLimit, waiting.count >= pendingLimit { return "pendingLimit" }
        if let expiry = waiter.expiry, expiry.at <= now { return "\(expiry.reason)" }
        waiting.append(waiter)
        return "waits"
    }

    mutating func release(_ permits: Int) {
        inFlight -= permits
        handOff()
    }

    mutating func setLimit(_ limit: Int) {
        self.limit = limit
        handOff()
    }

    mutating func cancel(_ number: Int) {
        end {
            $0.number == number
        } as: { _ in
            "cancelled"
        }
    }

    mutating func tick(_ now: Duration) {
        // The earliest first, and of those who came to one moment the one who came first.
        for waiter in waiting.sorted(by: { ($0.expiry?.at ?? .zero, $0.number) < ($1.expiry?.at ?? .zero, $1.number) })
        {
            guard let expiry = waiter.expiry, expiry.at <= now else { continue }
            waiting.removeAll { $0.number == waiter.number }
            ended.append((waiter.number, "\(expiry.reason)"))
        }
        handOff()
    }

    mutating func close() {
        end {
            $0.owner.isClosed
        } as: { _ in
            "clientClosed"
        }
    }

    private mutating func end(_ isMeant: (Waiter) -> Bool, as outcome: (Waiter) -> String) {
        for waiter in waiting where isMeant(waiter) { ended.append((waiter.number, outcome(waiter))) }
        waiting.removeAll(where: isMeant)
        handOff()
    }

    private mutating func handOff() {
        while let first = waiting.first, inFlight + min(first.weight, limit) <= limit {
            inFlight += min(first.weight, limit)
            ended.append((first.number, "granted \(min(first.weight, limit))"))
            waiting.removeFirst()
        }
    }
}

extension WaitOutcome {
    var label: String {
        switch self {
        case .granted(let permits): "granted \(permits)"
        case .refused(let refusal): "\(refusal.reason)"
        case .cancelled: "cancelled"
        }
    }
}

extension Admission {
    var label: String {
        switch self {
        case .granted(let permits): "granted \(permits)"
        case .refused(let refusal): "\(refusal.reason)"
        case .waits: "waits"
        }
    }
}
