/// All the rates of a limit, and what restricts it beside them: a call starts where every one of them admits it, and then
/// counts in every one.
struct RateRules: Sendable {
    private var cells: [CellRate] = []
    private var logs: [SlidingLog] = []
    private var restrictions = Restrictions()

    init(_ rates: [Rate]) {
        for rate in rates.map(\.valid) {
            switch rate.algorithm {
            case .cells(let burst): cells.append(CellRate(limit: rate.limit, period: rate.period, burst: burst))
            case .log: logs.append(SlidingLog(limit: rate.limit, period: rate.period))
            }
        }
    }

    /// Takes the weight from every rate, or from none.
    mutating func take(_ weight: Int, at now: Nanoseconds) -> Bool {
        // The usual case, at the cost of one rate.
        if cells.count == 1, logs.isEmpty, restrictions.isEmpty { return cells[0].takeIfAdmitted(weight, at: now) }
        for index in cells.indices where !cells[index].admits(weight, at: now) { return false }
        for index in logs.indices where !logs[index].admits(weight, at: now) { return false }
        if let available = restrictions.available(at: now), available < weight { return false }
        for index in cells.indices { cells[index].take(weight, at: now) }
        for index in logs.indices { logs[index].take(weight, at: now) }
        restrictions.take(weight)
        return true
    }

    /// The moment at which the last part of this weight can start, and never a later one: see each rate for when it is exact.
    mutating func earliestStart(of weight: Int, at now: Nanoseconds) -> Nanoseconds {
        var start = now
        for cell in cells { start = max(start, cell.earliestStart(of: weight)) }
        for index in logs.indices { start = max(start, logs[index].earliestStart(of: weight, at: now)) }
        if let end = restrictions.earliestStart(of: weight) { start = max(start, end) }
        return start
    }

    /// How much can start now.
    mutating func available(at now: Nanoseconds) -> Int {
        var available = Int.max
        for cell in cells { available = min(available, cell.available(at: now)) }
        for index in logs.indices { available = min(available, logs[index].available(at: now)) }
        return min(available, restrictions.available(at: now) ?? .max)
    }

    /// - Returns: Whether that makes it tighter than it was.
    mutating func restrict(_ restriction: Restrictions.Restriction, at now: Nanoseconds) -> Bool {
        restrictions.add(restriction, at: now)
    }

    /// When the last of the restrictions ends; `nil` where nothing is restricted.
    mutating func restrictionEnd(at now: Nanoseconds) -> Nanoseconds? {
        restrictions.end(at: now)
    }

    /// Whether nothing is used up and nothing restricted.
    func isAsNew(at now: Nanoseconds) -> Bool {
        cells.allSatisfy { $0.isFull(at: now) } && logs.allSatisfy { $0.isEmpty(at: now) }
            && restrictions.haveEnded(at: now)
    }
}
