import ServiceCore

/// A moment for which the timer of a limiter is set.
struct Alarm: Sendable {
    let number: Int
    let instant: ServiceClock.Instant
    let clock: ServiceClock
}

/// The one timer of a limiter: the alarm that is set, and the task that sleeps until it.
struct TimerState: Sendable {
    private var alarm: Alarm?
    private var numbers = 0
    private(set) var task: Task<Void, Never>?

    /// Sets the alarm, if one is needed that is earlier than the one there is. One that is too early finds nothing to do, and
    /// is set again: cheaper than a new task for every waiter.
    ///
    /// - Returns: The alarm for which a task is to be started.
    mutating func set(for moment: Duration?, on clock: ServiceClock?) -> Alarm? {
        guard let moment, let clock, alarm.map({ moment < $0.instant.offset }) ?? true else { return nil }
        numbers += 1
        let next = Alarm(number: numbers, instant: ServiceClock.Instant(offset: moment), clock: clock)
        alarm = next
        return next
    }

    /// Keeps the task of an alarm, so that it can be cancelled.
    ///
    /// - Returns: The task that is needed no more: that of an alarm before, or this one if its alarm has been replaced already.
    mutating func keep(_ task: Task<Void, Never>, for alarm: Alarm) -> Task<Void, Never>? {
        guard self.alarm?.number == alarm.number else { return task }
        defer { self.task = task }
        return self.task
    }

    /// The moment of an alarm has come.
    ///
    /// - Returns: Whether it was still set.
    mutating func end(_ alarm: Alarm) -> Bool {
        guard self.alarm?.number == alarm.number else { return false }
        self.alarm = nil
        task = nil
        return true
    }
}
