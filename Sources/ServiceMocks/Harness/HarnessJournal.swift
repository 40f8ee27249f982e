import ServiceCore
import Synchronization

/// What the parts of a harness write down about one call, and what they are to do at which stage.
final class HarnessJournal: Sendable {
    private struct State {
        var scenario = PluginScenario.succeeds
        var close: @Sendable () async -> Void = {}
        var cancel: @Sendable () async -> Void = {}
        /// How much the plugin holds, where somebody can tell.
        var inUse: @Sendable () -> Int = { 0 }
        /// How much it held when the attempt began.
        var inUseBefore = 0
        /// What came back from inside of each around hook.
        var passages: [Stage: Passages] = [:]
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

    /// What came back to a plugin from the inside of an around hook.
    struct Passages {
        var responses = 0
        var cancellations = 0
        /// The tasks to which something came back when the call had been cancelled.
        var tasksBack: Set<Int> = []
    }

    /// Lets the journal ask how much the plugin holds.
    func watch(_ inUse: @escaping @Sendable () -> Int) {
        state.withLock { $0.inUse = inUse }
    }

    func begin(
        _ scenario: PluginScenario,
        close: @escaping @Sendable () async -> Void,
        cancel: @escaping @Sendable () async -> Void
    ) {
        state.withLock { state in
            let hasLateEvents = state.hasLateEvents
            state = State(scenario: scenario, close: close, cancel: cancel, inUse: state.inUse)
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
        typealias Action = @Sendable () async -> Void
        let inUse = state.withLock(\.inUse)()
        let (kind, close, cancel) = state.withLock { state -> (PluginScenario.Kind, Action, Action) in
            state.append(PluginReport.Event(stage: stage, position: position, isEnd: false))
            if position == .inside { Self.compare(inUse, at: stage, &state) }
            return (Self.happens(stage, position, &state), state.close, state.cancel)
        }
        switch kind {
        case .succeeds: return
        case .fails: throw PluginHarness.Injected(stage: stage)
        // The task of the call, for the plugin may have gone on in a child of it.
        case .cancelled:
            await cancel()
            state.withLock { $0.report.isPastCancellation = true }
        case .closed: await close()
        }
    }

    private static func compare(_ inUse: Int, at stage: Stage, _ state: inout State) {
        switch stage {
        case .interceptAttempt: state.inUseBefore = inUse
        case .read, .stream:
            if inUse < state.inUseBefore { state.report.breaches.append(.gaveBackEarly) }
        default: break
        }
    }

    /// Lets a call pass through an around hook of a probe, and looks at what comes back.
    func pass<Result>(
        _ stage: Stage,
        _ position: PluginReport.Event.Position,
        _ next: () async throws -> Result
    ) async throws -> Result {
        defer { end(stage, position) }
        try await reach(stage, position)
        let task = unsafe withUnsafeCurrentTask { unsafe $0?.hashValue ?? 0 }
        if position == .inside { enter(stage, task) }
        do {
            let result = try await next()
            state.withLock { Self.comeBack(stage, position, task, isCancellation: false, &$0) }
            return result
        } catch {
            state.withLock { Self.comeBack(stage, position, task, isCancellation: error is CancellationError, &$0) }
            throw error
        }
    }

    private func enter(_ stage: Stage, _ task: Int) {
        state.withLock { state in
            // Another task may be one that was started before: nobody is to blame for the moment at which it runs.
            if state.passages[stage]?.tasksBack.contains(task) == true {
                state.report.breaches.append(.calledAgain(stage))
            }
        }
    }

    private static func comeBack(
        _ stage: Stage,
        _ position: PluginReport.Event.Position,
        _ task: Int,
        isCancellation: Bool,
        _ state: inout State
    ) {
        let isCancelled = state.report.isPastCancellation
        var passages = state.passages[stage] ?? Passages()
        if position == .inside {
            if isCancellation { passages.cancellations += 1 } else { passages.responses += 1 }
            if isCancelled { passages.tasksBack.insert(task) }
            state.passages[stage] = passages
        } else if isCancelled, !isCancellation, passages.cancellations > 0, passages.responses == 0 {
            state.report.breaches.append(.swallowedCancellation(stage))
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
        case .cancelled:
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            state.withLock { $0.report.isPastCancellation = true }
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
        return state.scenario.kind
    }
}
