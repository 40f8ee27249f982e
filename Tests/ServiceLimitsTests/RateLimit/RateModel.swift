@testable import ServiceLimits

/// Rates as one would write them without a thought of speed or memory: every start there ever was, buckets of tokens, and
/// windows counted anew.
struct RateModel {
    struct Waiter {
        var number: Int
        var weight: Int
        var expiry: Expiry?
    }

    struct Start: Equatable {
        var time: Nanoseconds
        var weight: Int
    }

    let rates: [Rate]
    var starts: [Start] = []
    /// `remaining` is counted from the starts after `since`.
    var restrictions: [(remaining: Int, since: Int, until: Nanoseconds)] = []

    /// Whether every rate admits a start, if these have been before.
    func admits(_ weight: Int, at now: Nanoseconds, after starts: [Start]) -> Bool {
        for rate in rates {
            let period = rate.period.wholeNanoseconds
            switch rate.algorithm {
            case .log:
                let used = starts.filter { $0.time > now - period }.reduce(0) { $0 + $1.weight }
                if used + weight > rate.limit { return false }
            case .cells(let burst):
                // A bucket of tokens in parts of `1 / period`, filled at the rate since the first start; it has room for
                // what flows in between two nanoseconds.
                let full = Int128(burst) * period + Int128(rate.limit - 1)
                var (level, last) = (full, starts.first?.time ?? now)
                for start in starts {
                    level = min(full, level + (start.time - last) * Int128(rate.limit)) - Int128(start.weight) * period
                    last = start.time
                }
                level = min(full, level + (now - last) * Int128(rate.limit))
                if level < Int128(weight) * period { return false }
            }
        }
        for restriction in restrictions where restriction.until > now {
            let used = starts[restriction.since...].reduce(0) { $0 + $1.weight }
            if used + weight > restriction.remaining { return false }
        }
        return true
    }

    /// When each of these weights starts, one after the other, if nothing comes between.
    func plan(_ weights: [Int], from now: Nanoseconds) -> [Nanoseconds] {
        var (starts, now) = (starts, now)
        return weights.map { weight in
            now = earliest(weight, from: now, after: starts)
            starts.append(Start(time: now, weight: weight))
            return now
        }
    }

    /// The first moment that admits a start; all that admits one goes on admitting it, so halving finds it.
    private func earliest(_ weight: Int, from now: Nanoseconds, after starts: [Start]) -> Nanoseconds {
        if admits(weight, at: now, after: starts) { return now }
        var (low, step) = (now, 1 as Nanoseconds)
        while !admits(weight, at: low + step, after: starts) { (low, step) = (low + step, step * 2) }
        var high = low + step
        while high - low > 1 {
            let middle = (low + high) / 2
            if admits(weight, at: middle, after: starts) { high = middle } else { low = middle }
        }
        return high
    }
}
