/// The generic cell rate algorithm (GCRA, virtual scheduling, ITU-T I.371): a call may start if it comes no earlier than the
/// theoretical arrival time less what the burst allows, and every call moves that time on.
///
/// Times are kept multiplied by the limit. So the time of one call, `period / limit`, is the whole number `period`, and nothing
/// is ever rounded. A start counts as if it had come in the part of a nanosecond before it: else a call that cannot start
/// between two nanoseconds would lose that part each time, and a burst of 1 would drift. No product reaches 2^127, so none is
/// checked: limits are at most 10^9, periods 3.2 * 10^17 and moments 9.3 * 10^27, all that is read of a `Duration`, and the
/// weight of all who wait is an `Int`.
struct CellRate: Sendable {
    let limit: Int128
    let period: Nanoseconds
    let burst: Int128

    /// The theoretical arrival time of the next call, multiplied by the limit; at first long ago.
    private var arrival = Int128.min / 4

    init(limit: Int, period: Duration, burst: Int) {
        self.limit = Int128(limit)
        self.period = period.nanosecondsRoundedUp
        self.burst = Int128(burst)
    }

    func admits(_ weight: Int, at now: Nanoseconds) -> Bool {
        admission(of: weight) <= now &* limit
    }

    mutating func take(_ weight: Int, at now: Nanoseconds) {
        arrival = max(arrival, now &* limit &- (limit &- 1)) &+ Int128(weight) &* period
    }

    /// Takes the weight if it can start.
    mutating func takeIfAdmitted(_ weight: Int, at now: Nanoseconds) -> Bool {
        guard admits(weight, at: now) else { return false }
        take(weight, at: now)
        return true
    }

    /// The moment at which the last part of this weight can start, if all of it starts as early as it may.
    func earliestStart(of weight: Int) -> Nanoseconds {
        admission(of: weight).dividedRoundingUp(by: limit)
    }

    /// The moment, multiplied by the limit, from which this weight can start.
    private func admission(of weight: Int) -> Int128 { arrival &+ (Int128(weight) &- burst) &* period }

    /// How much can start now.
    func available(at now: Nanoseconds) -> Int {
        let behind = now &* limit &- arrival
        guard behind < 0 else { return Int(burst) }
        return Int(max(0, burst - (-behind).dividedRoundingUp(by: period)))
    }

    func isFull(at now: Nanoseconds) -> Bool { arrival <= now &* limit }
}
