/// The moment by which a call must have ended, on the clock of its client.
///
/// A call has one deadline: queueing, back-off, all attempts and reading the body count against it.
public struct Deadline: Sendable {
    /// The moment.
    public let instant: ServiceClock.Instant
    /// The clock on which the moment lies.
    public let clock: ServiceClock

    /// Creates a deadline at a moment of a clock.
    public init(_ instant: ServiceClock.Instant, on clock: ServiceClock) {
        self.instant = instant
        self.clock = clock
    }

    /// Creates a deadline that lies this much ahead.
    public init(in duration: Duration, on clock: ServiceClock = .continuous) {
        self.init(clock.now.advanced(by: duration), on: clock)
    }

    /// The time that is left; negative when the deadline has passed.
    public var remaining: Duration { clock.now.duration(to: instant) }

    /// Whether no time is left.
    public var hasPassed: Bool { clock.now >= instant }

    /// Waits until the deadline.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    public func sleep() async throws {
        try await clock.sleep(until: instant)
    }
}
