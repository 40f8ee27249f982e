/// What somebody else has said beside the rates: no more than so much until a moment. They only ever make a limit tighter, and
/// end by themselves.
struct Restrictions: Sendable {
    struct Restriction: Hashable, Sendable {
        /// How much may still start.
        var remaining: Int
        /// Until when, that moment excluded.
        var until: Nanoseconds
    }

    /// In the order of what they leave; see ``maximumCount``.
    private(set) var all: [Restriction] = []

    /// The most that are kept. None of them implies another, so the more one leaves, the longer it holds. Beyond this number, the two that
    /// leave the most become one as tight as either: nothing that was said is forgotten.
    static let maximumCount = 4

    var isEmpty: Bool { all.isEmpty }

    /// Adds one, unless another says as much already.
    ///
    /// - Returns: Whether it was added.
    @discardableResult
    mutating func add(_ restriction: Restriction, at now: Nanoseconds) -> Bool {
        removeEnded(at: now)
        guard restriction.until > now, !all.contains(where: { $0.implies(restriction) }) else { return false }
        all.removeAll { restriction.implies($0) }
        all.insert(restriction, at: all.firstIndex { $0.remaining > restriction.remaining } ?? all.endIndex)
        if all.count > Self.maximumCount {
            let longest = all.removeLast()
            all[all.count - 1].until = max(all[all.count - 1].until, longest.until)
        }
        return true
    }

    /// How much can start now; `nil` where nothing is restricted.
    mutating func available(at now: Nanoseconds) -> Int? {
        if all.isEmpty { return nil }
        removeEnded(at: now)
        return all.map(\.remaining).min()
    }

    /// When the last of them ends; `nil` where nothing is restricted.
    mutating func end(at now: Nanoseconds) -> Nanoseconds? {
        removeEnded(at: now)
        return all.map(\.until).max()
    }

    /// Whether nothing is restricted any more.
    func haveEnded(at now: Nanoseconds) -> Bool { all.allSatisfy { $0.until <= now } }

    mutating func take(_ weight: Int) {
        for index in all.indices { all[index].remaining = max(0, all[index].remaining - weight) }
    }

    /// The moment from which all of this weight can have started; `nil` for at once.
    func earliestStart(of weight: Int) -> Nanoseconds? {
        all.lazy.filter { $0.remaining < weight }.map(\.until).max()
    }

    private mutating func removeEnded(at now: Nanoseconds) {
        all.removeAll { $0.until <= now }
    }
}

extension Restrictions.Restriction {
    fileprivate func implies(_ other: Self) -> Bool { remaining <= other.remaining && until >= other.until }
}
