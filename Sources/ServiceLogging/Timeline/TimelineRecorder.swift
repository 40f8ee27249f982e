import ServiceCore
import Synchronization

/// Where the stages of one call are written down: shared by the copies of its session, as attempts may run at once.
final class TimelineRecorder: Sendable {
    private struct State {
        var first: [Entry] = []
        /// The last ones: a ring, once it is full.
        var last: [Entry] = []
        var count = 0
    }

    private struct Entry {
        let stage: Stage
        let attempt: Int
        let instant: ServiceClock.Instant
    }

    /// How many stages are kept of the beginning, and as many of the end: a call that is tried for hours must not take more and more
    /// memory, and how it ended is what one wants to know.
    static let half = 128

    private let state: Mutex<State>

    init() {
        var state = State()
        state.first.reserveCapacity(16)
        self.state = Mutex(state)
    }

    func add(_ stage: Stage, attempt: Int, at instant: ServiceClock.Instant) {
        let entry = Entry(stage: stage, attempt: attempt, instant: instant)
        state.withLock { state in
            if state.count < Self.half {
                state.first.append(entry)
            } else if state.count < 2 * Self.half {
                state.last.append(entry)
            } else {
                state.last[state.count % Self.half] = entry
            }
            state.count += 1
        }
    }

    /// What was written down until now.
    var timeline: CallTimeline {
        let (entries, count) = state.withLock { state in
            let oldest = state.last.count < Self.half ? 0 : state.count % Self.half
            return (state.first + state.last[oldest...] + state.last[..<oldest], state.count)
        }
        let start = entries.first?.instant
        return CallTimeline(
            events: entries.map { entry in
                CallTimeline.Event(
                    stage: entry.stage,
                    attempt: entry.attempt,
                    offset: (start ?? entry.instant).duration(to: entry.instant)
                )
            },
            omitted: count - entries.count
        )
    }
}
