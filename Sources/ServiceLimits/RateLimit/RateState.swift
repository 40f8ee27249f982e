/// A rate limit as a value: what has started, and who waits for its turn.
///
/// Only what starts is counted. Those who wait have no reservation in the rates but their place in the queue, from which the
/// earliest start of each can be told; so when one of them leaves, all behind it move up, and there is nothing to give back.
struct RateState<Owner: WaitOwner, Continuation: Sendable>: PartitionedMachine {
    /// The most that wait; `nil` for any number.
    let pendingLimit: Int?
    private let limit: Int
    private var rules: RateRules
    private(set) var rejections = LimitRejections()
    /// The latest moment there was: a clock that goes back stands still until it has come here again.
    private var now = Nanoseconds.min
    /// The moment at which the first who waits can start.
    private var headStart: Nanoseconds?
    /// The moment at which those who wait are to be looked through, because the limit is tighter than when they came.
    private var nextReview: Nanoseconds?
    /// Before this moment they are not looked through again.
    private var reviewPause = Nanoseconds.min
    var queue = WaitQueue<Owner, Continuation>()

    init(_ rates: [Rate], pendingLimit: Int? = nil) {
        self.pendingLimit = pendingLimit
        limit = rates.first?.limit ?? 0
        rules = RateRules(rates)
    }

    /// Those who wait are looked through ten times a second at most, however often the limit becomes tighter.
    static var reviewDistance: Nanoseconds { 100_000_000 }

    var nextAlarm: Duration? {
        if queue.isEmpty { return nil }
        let moment = earlier(headStart, nextReview).map(Duration.init(nanoseconds:))
        return earlier(moment, queue.firstExpiry)
    }

    /// A start, if it is the turn of this weight.
    mutating func start(_ weight: Int, now: Duration) -> Bool {
        if weight == 0 { return true }
        advance(to: now)
        return queue.isEmpty && rules.take(weight, at: self.now)
    }

    /// A start, or a place in the queue, or a refusal: at once where the turn would come too late.
    mutating func arrive(weight: Int, now: Duration, expiry: Expiry?, owner: Owner) -> Admission {
        if start(weight, now: now) { return .granted(weight) }
        let start = rules.earliestStart(of: queue.totalWeight + weight, at: self.now)
        if owner.isClosed { return .refused(refusal(.clientClosed, start: start)) }
        if let pendingLimit, queue.count >= pendingLimit { return .refused(refusal(.pendingLimit, start: start)) }
        if let expiry, expiry.at < Duration(nanoseconds: start) {
            return .refused(refusal(expiry.reason, start: start))
        }
        if queue.isEmpty { (headStart, nextReview) = (start, nil) }
        return .waits(queue.append(weight: weight, expiry: expiry, owner: owner))
    }

    mutating func cancel(_ key: WaitKey) -> Resumptions<Continuation> {
        var resumptions = Resumptions<Continuation>()
        if queue.settle(key, .cancelled, &resumptions) { admitThoseWhoMayStart(&resumptions) }
        return resumptions
    }

    mutating func tick(_ now: Duration) -> Resumptions<Continuation> {
        advance(to: now)
        var resumptions = Resumptions<Continuation>()
        // Whoever may wait until this very moment starts, if it is its turn.
        refuseExpired(before: now, &resumptions)
        admitThoseWhoMayStart(&resumptions)
        refuseExpired(before: now, orAt: true, &resumptions)
        admitThoseWhoMayStart(&resumptions)
        if let nextReview, nextReview <= self.now { review(&resumptions) }
        return resumptions
    }

    mutating func close() -> Resumptions<Continuation> {
        var resumptions = Resumptions<Continuation>()
        for slot in queue.closedSlots { refuse(slot, .clientClosed, &resumptions) }
        admitThoseWhoMayStart(&resumptions)
        return resumptions
    }

    /// Makes the limit tighter for a while: no more than `remaining` starts until a moment. It holds at once. Those who wait and whose turn
    /// comes too late by that are refused: at once too, unless such a word has come shortly before.
    mutating func restrict(to remaining: Int, until end: Duration, now: Duration) -> Resumptions<Continuation> {
        restrict([Restrictions.Restriction(remaining: max(0, remaining), until: end.wholeNanoseconds)], now: now)
    }

    /// Makes the limit tighter in several ways.
    mutating func restrict(_ all: [Restrictions.Restriction], now: Duration) -> Resumptions<Continuation> {
        advance(to: now)
        var (isTighter, resumptions) = (false, Resumptions<Continuation>())
        for restriction in all where rules.restrict(restriction, at: self.now) { isTighter = true }
        if !isTighter || queue.isEmpty { return resumptions }
        nextReview = nextReview ?? max(self.now, reviewPause)
        if let nextReview, nextReview <= self.now { review(&resumptions) }
        return resumptions
    }

    /// How long from now until a call of this weight could start, if it came now.
    mutating func wait(weight: Int, now: Duration) -> Duration {
        advance(to: now)
        let start = rules.earliestStart(of: queue.totalWeight + weight, at: self.now)
        return Duration(nanoseconds: start - self.now)
    }

    /// How much could start now.
    mutating func available(at now: Duration) -> Int {
        advance(to: now)
        return queue.isEmpty ? rules.available(at: self.now) : 0
    }

    /// How long the limit is still restricted; `nil` where it is not.
    mutating func restrictionTime(at now: Duration) -> Duration? {
        advance(to: now)
        return rules.restrictionEnd(at: self.now).map { Duration(nanoseconds: $0 - self.now) }
    }

    func isAsNew(at now: Duration) -> Bool {
        queue.isEmpty && rules.isAsNew(at: max(self.now, now.wholeNanoseconds))
    }

    private mutating func advance(to now: Duration) {
        self.now = max(self.now, now.wholeNanoseconds)
    }

    /// Looks through those who wait, and refuses whose turn comes too late.
    private mutating func review(_ resumptions: inout Resumptions<Continuation>) {
        (nextReview, reviewPause) = (nil, now + Self.reviewDistance)
        var ahead = 0
        var next = queue.firstSlot
        while let slot = next {
            next = queue.slot(after: slot)
            let (weight, expiry) = queue[slot]
            let start = rules.earliestStart(of: ahead + weight, at: now)
            if let expiry, expiry.at < Duration(nanoseconds: start) {
                refuse(slot, expiry.reason, &resumptions)
            } else {
                ahead += weight
            }
        }
        admitThoseWhoMayStart(&resumptions)
    }

    /// Starts the first who waits as long as the rates admit it; one whose turn comes too late is refused at once, which is
    /// known for certain when it is the first.
    private mutating func admitThoseWhoMayStart(_ resumptions: inout Resumptions<Continuation>) {
        headStart = nil
        while let slot = queue.firstSlot {
            let (weight, expiry) = queue[slot]
            if rules.take(weight, at: now) {
                queue.settle(slot, .granted(weight), &resumptions)
                continue
            }
            let start = rules.earliestStart(of: weight, at: now)
            guard let expiry, expiry.at < Duration(nanoseconds: start) else {
                headStart = start
                return
            }
            refuse(slot, expiry.reason, &resumptions)
        }
    }

    private mutating func refuseExpired(
        before now: Duration,
        orAt includesNow: Bool = false,
        _ resumptions: inout Resumptions<Continuation>
    ) {
        while let (slot, expiry) = queue.firstExpired(before: now, orAt: includesNow) {
            refuse(slot, expiry.reason, &resumptions)
        }
    }

    private mutating func refuse(
        _ slot: Int,
        _ reason: LimitRefusal.Reason,
        _ resumptions: inout Resumptions<Continuation>
    ) {
        let start = rules.earliestStart(of: queue.totalWeight, at: now)
        queue.settle(slot, .refused(refusal(reason, start: start, pending: queue.count - 1)), &resumptions)
    }

    private mutating func refusal(
        _ reason: LimitRefusal.Reason,
        start: Nanoseconds,
        pending: Int? = nil
    ) -> Refusal {
        rejections.count(reason)
        return Refusal(
            reason: reason,
            limit: limit,
            pending: pending ?? queue.count,
            retryAfter: Duration(nanoseconds: start - now)
        )
    }
}

private func earlier<Moment: Comparable>(_ left: Moment?, _ right: Moment?) -> Moment? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
}
