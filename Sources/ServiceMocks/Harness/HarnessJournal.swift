import ServiceCore
import Synchronization

/// What the parts of a harness write down about one call, and what they are to do at which stage.
final class HarnessJournal: Sendable {
    private struct State {
        var scenario = PluginScenario.succeeds
        var close: @Sendable () async -> Void = {}
        /// Whether the scenario's moment has come; it comes once, unless it is a failure, which every attempt meets.
        var hasHappened = false
        var report = PluginReport()
        /// Whether the report has been given.
        var isOver = false
        /// Whether something was seen when it had been.
        var hasLateEvents = false

        mutating func append(_ event: PluginReport.Event) {
            if isOver { hasLateEvents = true } else { report.events.append(event) }
        }
    }

    private let state = Mutex(State())

    func begin(_ scenario: PluginScenario, close: @escaping @Sendable () async -> Void) {
        state.withLock { state in
            let hasLateEvents = state.hasLateEvents
            state = State(scenario: scenario, close: close)
            state.report.followsLateEvents = hasLateEvents
        }
    }

    func end() -> PluginReport {
        state.withLock { state in
            state.isOver = true
            return state.report
        }
    }

    func change(_ body: (inout PluginReport) -> Void) {
        state.withLock { body(&$0.report) }
    }

    /// Writes down that a stage is reached, and lets happen there what the scenario says.
    func reach(_ stage: Stage, _ position: PluginReport.Event.Position) async throws {
        let (kind, close) = state.withLock { state -> (PluginScenario.Kind, @Sendable () async -> Void) in
            state.append(PluginReport.Event(stage: stage, position: position, isEnd: false))
            return (Self.happens(stage, position, &state), state.close)
        }
        switch kind {
        case .succeeds: return
        case .fails: throw PluginHarness.Injected(stage: stage)
        case .cancelled: unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
        case .closed: await close()
        }
    }

    /// The same where nothing can be waited for: a client is not closed there.
    func reachNow(_ stage: Stage, _ position: PluginReport.Event.Position) throws {
        let kind = state.withLock { state in
            state.append(PluginReport.Event(stage: stage, position: position, isEnd: false))
            return Self.happens(stage, position, &state)
        }
        switch kind {
        case .succeeds, .closed: return
        case .fails: throw PluginHarness.Injected(stage: stage)
        case .cancelled: unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
        }
    }

    func end(_ stage: Stage, _ position: PluginReport.Event.Position) {
        state.withLock { $0.append(PluginReport.Event(stage: stage, position: position, isEnd: true)) }
    }

    private static func happens(
        _ stage: Stage,
        _ position: PluginReport.Event.Position,
        _ state: inout State
    ) -> PluginScenario.Kind {
        guard position == .inside, state.scenario.stage == stage else { return .succeeds }
        if state.scenario.kind != .fails, state.hasHappened { return .succeeds }
        state.hasHappened = true
        state.report.eventsBefore = state.report.eventsBefore ?? state.report.events.count
        state.report.requestsBefore = state.report.requestsBefore ?? state.report.requests.count
        return state.scenario.kind
    }
}
