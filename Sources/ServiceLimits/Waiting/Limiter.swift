import ServiceCore
import Synchronization

/// The shell around a limit: the lock, the continuations and one timer for all who wait.
///
/// What the machine decides under the lock is done when the lock has been given back. The timer holds no limiter alive, and
/// goes with it.
final class Limiter<Machine: LimitMachine>: Sendable where Machine.Continuation == Waker {
    private struct State: Sendable {
        var machine: Machine
        var clock: ServiceClock?
        var timer = TimerState()
    }

    let rules: WaitRules
    /// The key of the partition; `nil` where there is only one.
    let partition: String?
    private let state: Mutex<State>

    init(_ machine: Machine, rules: WaitRules, partition: String? = nil) {
        self.rules = rules
        self.partition = partition
        state = Mutex(State(machine: machine))
    }

    deinit {
        state.withLock { $0.timer.task }?.cancel()
    }

    /// Reads the machine, or changes it where nobody is woken by that and nothing is due earlier.
    func withMachine<Result: Sendable>(_ body: (inout Machine) -> Result) -> Result {
        state.withLock { body(&$0.machine) }
    }

    /// Changes the machine, wakes whom it says, and sets the timer.
    func perform(_ body: (inout Machine) -> Resumptions<Waker>) {
        change { body(&$0.machine) }
    }

    private func change(_ body: (inout State) -> Resumptions<Waker>) {
        let (resumptions, alarm) = state.withLock { state in
            let resumptions = body(&state)
            return (resumptions, state.timer.set(for: state.machine.nextAlarm, on: state.clock))
        }
        resumptions.resume()
        if let alarm { start(alarm) }
    }

    /// Asks the machine for permits. Whoever is told to wait calls ``wait(for:)`` next.
    ///
    /// - Parameter clock: The clock on which the waits of this limit end.
    func admit(on clock: ServiceClock, _ body: (inout Machine) -> Admission) -> Admission {
        let (admission, alarm): (Admission, Alarm?) = state.withLock { state in
            let admission = body(&state.machine)
            guard case .waits = admission else { return (admission, nil) }
            state.clock = clock
            return (admission, state.timer.set(for: state.machine.nextAlarm, on: clock))
        }
        if let alarm { start(alarm) }
        return admission
    }

    /// Waits until the machine has decided, at the latest when the task is cancelled.
    func wait(for key: WaitKey) async -> WaitOutcome {
        await withTaskCancellationHandler {
            await Waker.suspend { park(key, $0) }
        } onCancel: {
            perform { $0.cancel(key) }
        }
    }

    // Not inlined, as everything beside a wait: what is inlined there takes room in the frame that each waiter holds.
    @inline(never)
    private func park(_ key: WaitKey, _ waker: Waker) {
        let outcome = state.withLock { $0.machine.park(key, waker) }
        if let outcome { waker.resume(returning: outcome) }
    }

    private func start(_ alarm: Alarm) {
        let task = Task.detached { [weak self] in
            guard (try? await alarm.clock.sleep(until: alarm.instant)) != nil else { return }
            self?.ring(alarm)
        }
        state.withLock { $0.timer.keep(task, for: alarm) }?.cancel()
    }

    private func ring(_ alarm: Alarm) {
        let now = alarm.clock.now.offset
        change { $0.timer.end(alarm) ? $0.machine.tick(now) : Resumptions() }
    }
}
