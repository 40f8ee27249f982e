import ServiceCore
import Synchronization

/// Where the stages of one call are written down: shared by the copies of its session, as attempts may run at once.
final class TimelineRecorder: Sendable {
    private struct State {
        var events: [Entry] = []
        var omitted = 0
    }

    private struct Entry {
        let stage: Stage
        let attempt: Int
        let instant: ServiceClock.Instant
    }

    /// The most stages that are kept: a call that is tried for hours must not take more and more memory.
    static let capacity = 1000

    private let state: Mutex<State>

    init() {
        var state = State()
        state.events.reserveCapacity(16)
        self.state = Mutex(state)
    }

    func add(_ stage: Stage, attempt: Int, at instant: ServiceClock.Instant) {
        state.withLock { state in
            if state.events.count < Self.capacity {
                state.events.append(Entry(stage: stage, attempt: attempt, instant: instant))
            } else {
                state.omitted += 1
            }
        }
    }

    /// What was written down until now.
    var timeline: CallTimeline {
        state.withLock { state in
            let start = state.events.first?.instant
            return CallTimeline(
                events: state.events.map { entry in
                    CallTimeline.Event(
                        stage: entry.stage,
                        attempt: entry.attempt,
                        offset: (start ?? entry.instant).duration(to: entry.instant)
                    )
                },
                omitted: state.omitted
            )
        }
    }
}
