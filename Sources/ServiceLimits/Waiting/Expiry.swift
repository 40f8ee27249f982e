import ServiceCore

/// When a wait has to be over, and which limit says so.
struct Expiry: Hashable, Sendable {
    /// The moment, as the distance from the clock's origin.
    var at: Duration
    /// ``LimitRefusal/Reason/pendingTimeout`` or ``LimitRefusal/Reason/deadline``.
    var reason: LimitRefusal.Reason

    /// The nearer of the end of a timeout that begins now and a deadline.
    init?(now: ServiceClock.Instant, timeout: Duration?, deadline: ServiceClock.Instant?) {
        let end = timeout.map { now.advanced(by: $0) }
        switch (end, deadline) {
        case (nil, nil): return nil
        case (let end?, nil): self.init(at: end.offset, reason: .pendingTimeout)
        case (nil, let deadline?): self.init(at: deadline.offset, reason: .deadline)
        case (let end?, let deadline?) where end < deadline: self.init(at: end.offset, reason: .pendingTimeout)
        case (_, let deadline?): self.init(at: deadline.offset, reason: .deadline)
        }
    }

    init(at moment: Duration, reason: LimitRefusal.Reason) {
        self.at = moment
        self.reason = reason
    }
}
