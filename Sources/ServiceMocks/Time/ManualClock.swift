public import ServiceCore

/// A clock that goes on only when it is told to: for tests of whatever waits.
///
/// Give it to a client or to any code that takes a `Clock`, wait until that code sleeps, and move the time:
///
/// ```swift
/// let clock = ManualClock()
/// async let answer = retrying(clock: clock)
/// try await clock.waitForSleepers(count: 1)   // the back-off has begun
/// clock.advance(by: .seconds(2))              // and is over
/// ```
///
/// The time is set before anybody is woken: whoever wakes finds ``now`` at the moment to which the clock was moved,
/// however early its own deadline lay. A test that wants to see the moments between moves in smaller steps.
public final class ManualClock: Clock {
    /// A moment, told by its distance from the moment at which the clock was made.
    ///
    /// A `ServiceClock` that wraps the clock counts from the moment of its wrapping.
    public typealias Instant = ServiceClock.Instant

    private typealias Sleeper = CheckedContinuation<Void, any Error>

    private struct State: Sendable {
        var now: Duration = .zero
        var sleepers = DeadlineHeap<Sleeper>()

        /// Sets the time and takes out whoever need not sleep any longer, in the order of their deadlines.
        mutating func advance(to offset: Duration) -> [Sleeper] {
            now = max(now, offset)
            var woken: [Sleeper] = []
            while let sleeper = sleepers.popFirst(through: now) { woken.append(sleeper) }
            return woken
        }
    }

    private let state = Monitor(State())

    /// Creates a clock that stands at its beginning.
    public init() {}

    /// The present moment.
    public var now: Instant { Instant(offset: state.withLock(\.now)) }

    /// The finest difference that the clock can tell: a nanosecond.
    public var minimumResolution: Duration { .nanoseconds(1) }

    /// How many tasks sleep on the clock now.
    public var sleeperCount: Int { state.withLock(\.sleepers.count) }

    /// The earliest moment for which a task sleeps, or `nil` where nobody does.
    public var nextDeadline: Instant? { state.withLock(\.sleepers.firstDeadline).map(Instant.init(offset:)) }

    /// Waits until the clock has been moved to a moment; it returns at once when that has passed.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled, and when it was cancelled before.
    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        try Task.checkCancellation()
        let key = state.withLock { $0.sleepers.makeKey() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (sleeper: Sleeper) in
                lieDown(sleeper, key: key, deadline: deadline.offset)
            }
        } onCancel: {
            state.withLock { $0.sleepers.remove(key) }?.resume(throwing: CancellationError())
        }
    }

    private func lieDown(_ sleeper: Sleeper, key: DeadlineHeap<Sleeper>.Key, deadline: Duration) {
        let outcome: Result<Void, any Error>? = state.withLock { state in
            // Whoever cancels sets the flag first and looks for the sleeper afterwards: one of the two sees the other.
            if Task.isCancelled { return .failure(CancellationError()) }
            if deadline <= state.now { return .success(()) }
            state.sleepers.insert(sleeper, key: key, deadline: deadline)
            return nil
        }
        if let outcome { sleeper.resume(with: outcome) }
    }
}

extension ManualClock {
    /// Moves the time on and wakes whoever has slept long enough, in the order of their deadlines.
    ///
    /// - Parameter duration: How far; a negative one moves nothing, for the time does not go back.
    public func advance(by duration: Duration) {
        let woken = state.withLock { $0.advance(to: $0.now + duration) }
        for sleeper in woken { sleeper.resume() }
    }

    /// Moves the time to a moment and wakes whoever has slept long enough, in the order of their deadlines.
    ///
    /// - Parameter instant: The moment; one that has passed moves nothing.
    public func advance(to instant: Instant) {
        let woken = state.withLock { $0.advance(to: instant.offset) }
        for sleeper in woken { sleeper.resume() }
    }

    /// Waits until at least this many tasks sleep on the clock at the same time.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before that.
    public func waitForSleepers(count: Int = 1) async throws {
        try await state.wait { $0.sleepers.count >= count ? () : nil }
    }
}
