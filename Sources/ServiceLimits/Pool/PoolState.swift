/// The permits of a pool as a value: how many are taken, and who waits for one.
struct PoolState<Owner: WaitOwner, Continuation: Sendable>: LimitMachine {
    /// The most permits that are in use at a time.
    private(set) var limit: Int
    /// The most that wait; `nil` for any number.
    let pendingLimit: Int?
    private(set) var inFlight = 0
    private(set) var rejections = LimitRejections()
    /// What changes the limit by what it sees of the attempts; `nil` for one that stays.
    private var adaptation: (any LimitAdapting)?
    var queue = WaitQueue<Owner, Continuation>()

    init(limit: Int, pendingLimit: Int? = nil, adaptation: (any LimitAdapting)? = nil) {
        self.limit = max(1, limit)
        self.pendingLimit = pendingLimit
        self.adaptation = adaptation
    }

    /// Nothing but a limit that has passed happens by itself.
    var nextAlarm: Duration? { queue.firstExpiry }

    /// Permits, if they are free and nobody waits.
    ///
    /// - Parameter weight: How many; more than the limit count as the limit, so that whoever asks for them runs alone.
    mutating func acquire(_ weight: Int) -> Int? {
        let permits = min(weight, limit)
        guard permits == 0 || queue.isEmpty && inFlight + permits <= limit else { return nil }
        inFlight += permits
        return permits
    }

    /// Permits, or a place in the queue, or a refusal.
    mutating func arrive(weight: Int, now: Duration, expiry: Expiry?, owner: Owner) -> Admission {
        if let permits = acquire(weight) { return .granted(permits) }
        if owner.isClosed { return .refused(refusal(.clientClosed, pending: queue.count)) }
        if let pendingLimit, queue.count >= pendingLimit {
            return .refused(refusal(.pendingLimit, pending: queue.count))
        }
        if let expiry, expiry.at <= now { return .refused(refusal(expiry.reason, pending: queue.count)) }
        return .waits(queue.append(weight: weight, expiry: expiry, owner: owner))
    }

    /// Permits come back, where the limit finds itself with what was seen of their attempt.
    mutating func release(_ permits: Int, sample: AttemptSample) -> Resumptions<Continuation> {
        if let next = adaptation?.limit(after: sample, inFlight: inFlight) { limit = max(1, next) }
        return release(permits)
    }

    /// Permits come back.
    mutating func release(_ permits: Int) -> Resumptions<Continuation> {
        inFlight -= permits
        return queue.isEmpty ? Resumptions() : handOff()
    }

    /// Sets the limit. What is in flight beyond a lower one stays until it is given back.
    mutating func setLimit(_ limit: Int) -> Resumptions<Continuation> {
        self.limit = max(1, limit)
        return handOff()
    }

    mutating func cancel(_ key: WaitKey) -> Resumptions<Continuation> {
        var resumptions = Resumptions<Continuation>()
        guard queue.settle(key, .cancelled, &resumptions) else { return resumptions }
        return handOff(resumptions)
    }

    mutating func tick(_ now: Duration) -> Resumptions<Continuation> {
        var resumptions = Resumptions<Continuation>()
        while let (slot, expiry) = queue.firstExpired(before: now, orAt: true) {
            queue.settle(slot, .refused(refusal(expiry.reason, pending: queue.count - 1)), &resumptions)
        }
        return handOff(resumptions)
    }

    mutating func close() -> Resumptions<Continuation> {
        var resumptions = Resumptions<Continuation>()
        for slot in queue.closedSlots {
            queue.settle(slot, .refused(refusal(.clientClosed, pending: queue.count - 1)), &resumptions)
        }
        return handOff(resumptions)
    }

    /// Gives what is free to whoever comes next. One that waits for many permits may have been in the way of those behind it.
    private mutating func handOff(
        _ earlier: Resumptions<Continuation> = Resumptions()
    ) -> Resumptions<Continuation> {
        var resumptions = earlier
        while let slot = queue.firstSlot {
            let permits = min(queue[slot].weight, limit)
            guard inFlight + permits <= limit else { break }
            inFlight += permits
            queue.settle(slot, .granted(permits), &resumptions)
        }
        return resumptions
    }

    private mutating func refusal(_ reason: LimitRefusal.Reason, pending: Int) -> Refusal {
        rejections.count(reason)
        return Refusal(reason: reason, limit: limit, inFlight: inFlight, pending: pending)
    }
}
