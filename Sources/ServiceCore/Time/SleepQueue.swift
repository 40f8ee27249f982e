import Synchronization

/// The sleeps of many tasks on one clock, with one sleep of that clock for the earliest of them.
///
/// When a sleep of the standard library is cancelled, its wake-up stays with the executor until the moment comes: some 750
/// bytes for each. A deadline is a sleep that is nearly always cancelled, so a client with a limit of a minute would hold
/// the deadlines of a minute's calls. Here, whoever is cancelled takes everything with it, in O(log n).
final class SleepQueue<Base: Clock>: Sendable where Base.Duration == Duration {
    private typealias Sleeper = CheckedContinuation<Void, any Error>

    private struct State: Sendable {
        var sleepers = DeadlineHeap<Sleeper>()
        /// The moments for which sleeps of the clock are under way that will look after the sleepers, each earlier than the one
        /// before.
        var alarms: [Duration] = []

        /// Sets an alarm if the earliest deadline needs an earlier one than there is.
        mutating func setAlarm() -> Duration? {
            guard let first = sleepers.firstDeadline, alarms.last.map({ first < $0 }) ?? true else { return nil }
            alarms.append(first)
            return first
        }

        /// Takes out whoever need not sleep any longer, when an alarm has rung.
        mutating func wake(_ alarm: Duration, now: Duration) -> [Sleeper] {
            if let index = alarms.lastIndex(of: alarm) { alarms.remove(at: index) }
            var woken: [Sleeper] = []
            while let sleeper = sleepers.popFirst(through: now) { woken.append(sleeper) }
            return woken
        }
    }

    private let clock: Base
    private let origin: Base.Instant
    private let state = Mutex(State())

    /// - Parameters:
    ///   - clock: The clock.
    ///   - origin: The moment from which deadlines are counted.
    init(_ clock: Base, origin: Base.Instant) {
        self.clock = clock
        self.origin = origin
    }

    /// Waits until a moment; it returns at once when that has passed.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled, and when it was cancelled before.
    func sleep(untilElapsed deadline: Duration) async throws {
        try Task.checkCancellation()
        if deadline <= elapsed { return }
        let key = state.withLock { $0.sleepers.makeKey() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (sleeper: Sleeper) in
                lieDown(sleeper, key: key, deadline: deadline)
            }
        } onCancel: {
            state.withLock { $0.sleepers.remove(key) }?.resume(throwing: CancellationError())
        }
    }

    private var elapsed: Duration { origin.duration(to: clock.now) }

    private func lieDown(_ sleeper: Sleeper, key: DeadlineHeap<Sleeper>.Key, deadline: Duration) {
        let (isCancelled, alarm): (Bool, Duration?) = state.withLock { state in
            // Whoever cancels sets the flag first and looks for the sleeper afterwards: one of the two sees the other.
            if Task.isCancelled { return (true, nil) }
            state.sleepers.insert(sleeper, key: key, deadline: deadline)
            return (false, state.setAlarm())
        }
        if isCancelled { sleeper.resume(throwing: CancellationError()) }
        ring(at: alarm)
    }

    /// Looks after the sleepers at a moment. No sleeper owns the task, for any of them may leave before.
    private func ring(at alarm: Duration?) {
        guard let alarm else { return }
        Task.detached { [self] in
            try? await clock.sleep(until: origin.advanced(by: alarm), tolerance: nil)
            wake(alarm)
        }
    }

    private func wake(_ alarm: Duration) {
        let now = elapsed
        let (woken, next): ([Sleeper], Duration?) = state.withLock { state in
            (state.wake(alarm, now: now), state.setAlarm())
        }
        for sleeper in woken { sleeper.resume() }
        ring(at: next)
    }
}
