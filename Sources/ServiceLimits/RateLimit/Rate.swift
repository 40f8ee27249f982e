import ServiceCore

/// So many calls in so much time, and how that is counted: one of the rates of a ``RateLimit``.
public struct Rate: Hashable, Sendable {
    enum Algorithm: Hashable, Sendable {
        case cells(burst: Int)
        case log
    }

    /// How many calls, or how much weight, a period admits.
    public let limit: Int
    /// The length of the period.
    public let period: Duration

    let algorithm: Algorithm

    /// A steady rate with a burst: the generic cell rate algorithm (GCRA, ITU-T I.371), the same as a token bucket that is
    /// filled without pause.
    ///
    /// Calls may start at once until the burst is used up, then one every `period / limit`, and the burst comes back at that
    /// pace. It remembers one number, whatever the limit. A period of any offset can see up to `burst + limit` calls: where a
    /// server counts them, use ``slidingLog(_:per:)`` or a burst of 1.
    ///
    /// - Parameters:
    ///   - limit: How many in a period: from 1 to 1,000,000,000.
    ///   - period: From a microsecond to ten years. Moments are whole nanoseconds, and `period / limit` is exact: two starts
    ///     may be less than a nanosecond closer than it, and no rate drifts.
    ///   - burst: How many at once: from 1 to 1,000,000,000. Default: `limit`.
    public static func gcra(_ limit: Int, per period: Duration, burst: Int? = nil) -> Rate {
        Rate(limit: limit, period: period, algorithm: .cells(burst: burst ?? limit))
    }

    /// An exact count: no period, at whatever offset, admits more than the limit.
    ///
    /// It remembers the starts of the last period: 32 bytes for each call, up to twice the limit.
    ///
    /// - Parameters:
    ///   - limit: How many in a period: from 1 to 1,000,000.
    ///   - period: From a microsecond to ten years, counted in whole nanoseconds.
    public static func slidingLog(_ limit: Int, per period: Duration) -> Rate {
        Rate(limit: limit, period: period, algorithm: .log)
    }

    /// The most that one call can weigh: more could never start.
    var maximumWeight: Int {
        switch algorithm {
        case .cells(let burst): burst
        case .log: limit
        }
    }
}

extension Rate {
    static let maximumLoggedLimit = 1_000_000
    static let periods = Duration.microseconds(1)...LimitBounds.longestTime

    /// What is wrong with it.
    var problems: [String] {
        var problems: [String] = []
        switch algorithm {
        case .cells(let burst):
            let most = LimitBounds.limits.upperBound
            if !LimitBounds.limits.contains(limit) {
                problems.append("the limit of a rate is \(limit): give a number from 1 to \(most)")
            }
            if !LimitBounds.limits.contains(burst), burst != limit {
                problems.append("the burst of a rate is \(burst): give a number from 1 to \(most)")
            }
        case .log:
            if !(1...Self.maximumLoggedLimit).contains(limit) {
                problems.append(
                    "the limit of a sliding log is \(limit): give a number from 1 to \(Self.maximumLoggedLimit), or use .gcra, which "
                        + "remembers no starts"
                )
            }
        }
        if !Self.periods.contains(period) {
            problems.append("the period of a rate is \(period): give a duration from a microsecond to ten years")
        }
        return problems
    }

    /// The nearest rate without problems, so that arithmetic holds even where nobody asked for the problems.
    var valid: Rate {
        let most = algorithm == .log ? Self.maximumLoggedLimit : LimitBounds.limits.upperBound
        var algorithm = algorithm
        if case .cells(let burst) = algorithm { algorithm = .cells(burst: min(max(1, burst), most)) }
        return Rate(
            limit: min(max(1, limit), most),
            period: min(max(Self.periods.lowerBound, period), Self.periods.upperBound),
            algorithm: algorithm
        )
    }
}
