public import ServiceCore

/// Checks what every plugin promises:
///
/// - It gives back what it takes, once, and not before the body has been read.
/// - It does not swallow a cancellation, and does not go on behind one: no request, no other call of `next`.
/// - It keeps the order of things: no hook returns while what is inside of it runs.
/// - It leaves deadline, attributes and redaction as others set them.
/// - What it starts with `Task { }` ends, at the latest when the client is closed.
/// - A call that nothing disturbs comes through.
///
/// A package that has a plugin runs every check in a parameterised test:
/// ```swift
/// @Test(arguments: PluginConformance.checks)
/// func conforms(check: PluginConformance.Check) async throws {
///     try await check.run { Pool(limit: 1) }
///     try await check.run(inUse: { $0.permitsInUse }) { Semaphore(permits: 2) }
/// }
/// ```
/// Each check makes a plugin, lets one thing go wrong with it, and then makes calls that must come through: whatever was not given back
/// would be missing there.
public enum PluginConformance {
    /// Every check.
    public static let checks: [Check] =
        [PluginScenario.succeeds, .succeeds.streamed].map(Check.init)
        + PluginScenario.stages.flatMap { stage in
            [PluginScenario.fails(at: stage), .cancelled(at: stage)].map(Check.init)
        }
        + PluginScenario.streamedStages.flatMap { stage in
            [PluginScenario.fails(at: stage).streamed, .cancelled(at: stage).streamed].map(Check.init)
        }
        + [Stage.interceptCall, .interceptAttempt, .send, .didReceive, .didRead].map { Check(.closed(at: $0)) }

    /// A scenario, and what a plugin promises in it.
    public struct Check: Sendable, Identifiable, CustomStringConvertible {
        /// What happens to the call.
        public let scenario: PluginScenario

        init(_ scenario: PluginScenario) {
            self.scenario = scenario
        }

        /// The scenario in words.
        public var description: String { "a call that \(scenario)" }
        /// The scenario in words: no two checks have the same.
        public var id: String { description }

        /// Makes a plugin and runs the check on it.
        ///
        /// - Parameters:
        ///   - options: The options of every call. Default: none.
        ///   - repetitions: How often it goes wrong before calls must come through: at least as often as the plugin has permits. Default: 4.
        ///   - movesTime: Whether the clock of the client moves whenever somebody sleeps on it; see ``PluginHarness``. Default: it does.
        ///   - inUse: How many permits, slots or other things the plugin holds, where it can tell: none between calls.
        ///   - holdsUntilEnd: Whether what the plugin holds when an attempt begins is held until the body has been read. Default: it is.
        ///   - timeLimit: After how much time the check fails, for a plugin that waits for ever; five minutes by default.
        ///   - clock: The clock of the time limit.
        ///   - makePlugin: Makes a plugin that was never used.
        /// - Throws: ``Failure`` when a promise is not kept, `CancellationError` when the task is cancelled; `ServiceError` where no client
        ///   can be made with the plugin.
        public func run<Tested: ServicePlugin>(
            options: [ServiceOption] = [],
            repetitions: Int = 4,
            movesTime: Bool = true,
            inUse: @escaping @Sendable (Tested) -> Int = { _ in 0 },
            holdsUntilEnd: Bool = true,
            timeLimit: Duration = .seconds(300),
            clock: some Clock<Duration> = ContinuousClock(),
            makePlugin: @Sendable () throws -> Tested
        ) async throws {
            let plugin = try makePlugin()
            let harness = try PluginHarness(plugin, options: options, movesTime: movesTime)
            if holdsUntilEnd { harness.watch { inUse(plugin) } }
            let scenario = scenario
            // Whether all calls have come through, and nothing is left but to close the client.
            let isClosed = Monitor(false)
            // Not children: what swallows its cancellation would be waited for.
            let (outcomes, source) = AsyncStream.makeStream(of: Result<Void, any Error>.self)
            let calls = Task {
                do {
                    for _ in 0..<repetitions {
                        try Self.judge(await harness.run(scenario), scenario, inUse: inUse(plugin))
                    }
                    for last in [PluginScenario.succeeds, .succeeds.streamed] {
                        try Self.judge(await harness.run(last), last, inUse: inUse(plugin), behind: scenario)
                    }
                    isClosed.withLock { $0 = true }
                    await harness.close()
                    try await harness.waitForTasks()
                    source.yield(.success(()))
                } catch {
                    source.yield(.failure(error))
                }
            }
            let limit = Task {
                try await clock.sleep(for: timeLimit)
                let finding =
                    isClosed.withLock(\.self)
                    ? "a task that it had started did not end when the client was closed"
                    : "it was not over after \(timeLimit): does it wait for what never comes?"
                source.yield(.failure(Failure(scenario: scenario, finding: finding)))
            }
            defer {
                calls.cancel()
                limit.cancel()
            }
            var first = outcomes.makeAsyncIterator()
            guard let outcome = await first.next() else { throw CancellationError() }
            try outcome.get()
        }

        private static func judge(
            _ report: PluginReport,
            _ scenario: PluginScenario,
            inUse: Int,
            behind: PluginScenario? = nil
        ) throws {
            try Task.checkCancellation()
            if let finding = report.finding(scenario, inUse: inUse) {
                let place = behind.map { " in a call behind one that \($0)" } ?? ""
                throw Failure(scenario: behind ?? scenario, finding: finding + place)
            }
        }
    }

    /// A promise that was not kept.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        /// What happened to the call.
        public let scenario: PluginScenario
        /// What was seen and should not be.
        public let finding: String

        /// Scenario and finding in one sentence.
        public var description: String { "In a call that \(scenario), the plugin breaks a promise: \(finding)." }
    }
}

extension PluginReport {
    /// What a plugin did that it should not; `nil` where there is nothing.
    fileprivate func finding(_ scenario: PluginScenario, inUse: Int) -> String? {
        if inUse > 0 { return "it holds \(inUse) of what it took" }
        if inUse < 0 { return "it gave back \(-inUse) more than it took" }
        if let finding = orderFinding { return finding }
        if let breach = breaches.first { return "\(breach)" }
        switch (scenario.kind, outcome) {
        case (_, nil): return "the call has not ended"
        case (.succeeds, .failure(let error)?): return "the call failed: \(error)"
        case (.succeeds, .cancelled?), (.fails, .cancelled?), (.closed, .cancelled?):
            return "the call was cancelled, and nobody had cancelled it"
        case (.cancelled, _) where isPastCancellation:
            if lateRequests > 0 { return "it sent \(lateRequests) requests more when the task had been cancelled" }
            return isCancelled ? nil : "the cancellation did not end the call"
        default: return nil
        }
    }

    /// Whether what is inside of an around hook ran within it.
    private var orderFinding: String? {
        if followsLateEvents { return "a hook of the call before returned while what is inside of it was running" }
        for stage in [Stage.interceptCall, .interceptAttempt] {
            var (outside, inside) = (0, 0)
            for event in events where event.stage == stage {
                let step = event.isEnd ? -1 : 1
                if event.position == .outside { outside += step } else { inside += step }
                if outside == 0, inside > 0 { return "\(stage) returned while what is inside of it was running" }
            }
            if inside != 0 || outside != 0 { return "\(stage) was still running when the call had ended" }
        }
        return nil
    }
}
