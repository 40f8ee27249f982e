/// The starts of the last period: another call may start when its weight and theirs are together no more than the limit.
///
/// A start counts until a period later, that moment excluded; so no half-open window of the length of the period, at whatever
/// offset, has more than the limit.
struct SlidingLog: Sendable {
    private struct Start: Sendable {
        let time: Nanoseconds
        /// The weight of all starts from the first one ever to this one, which may wrap around: only differences of it mean something.
        var end: Int64
    }

    let limit: Int
    let period: Nanoseconds

    private var starts: [Start] = []
    /// The first of them that still counts.
    private var first = 0
    /// The weight of those that do not count any more.
    private var expired: Int64 = 0
    private var total: Int64 = 0

    init(limit: Int, period: Duration) {
        self.limit = limit
        self.period = period.nanosecondsRoundedUp
    }

    mutating func admits(_ weight: Int, at now: Nanoseconds) -> Bool {
        weight <= available(at: now)
    }

    mutating func take(_ weight: Int, at now: Nanoseconds) {
        total &+= Int64(weight)
        if first < starts.count, starts[starts.count - 1].time == now {
            starts[starts.count - 1].end = total
        } else {
            starts.append(Start(time: now, end: total))
        }
    }

    /// The moment at which the last part of this weight can start, if all of it starts as early as it may.
    ///
    /// The places of the log are taken in turn, for a period each: what is free now, then what the starts in the log leave, and
    /// so on. That is exact where every call weighs 1. A heavier one waits for all the places it needs, so what comes after it
    /// may start later than this says.
    mutating func earliestStart(of weight: Int, at now: Nanoseconds) -> Nanoseconds {
        let free = available(at: now)
        let (turn, place) = (weight - 1).quotientAndRemainder(dividingBy: limit)
        let start = place < free ? now : time(ofPlace: place - free) + period
        return start + Nanoseconds(turn) * period
    }

    /// How much can start now.
    mutating func available(at now: Nanoseconds) -> Int {
        while first < starts.count, starts[first].time + period <= now {
            expired = starts[first].end
            first += 1
        }
        // Each start is moved once at most for each time that as many have gone.
        if first > 16, first > starts.count / 2 {
            starts.removeFirst(first)
            first = 0
        }
        return limit - Int(total &- expired)
    }

    /// Whether nothing counts any more.
    func isEmpty(at now: Nanoseconds) -> Bool {
        first == starts.count || starts[starts.count - 1].time + period <= now
    }

    /// The time of the start that took a place, counted from the earliest that still counts.
    private func time(ofPlace place: Int) -> Nanoseconds {
        var (low, high) = (first, starts.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle].end &- expired > place { high = middle } else { low = middle + 1 }
        }
        return starts[low].time
    }
}
