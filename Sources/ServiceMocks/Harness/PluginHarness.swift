public import ServiceCore

/// Drives one plugin through a call, with every way to fail, and tells what it did: for whoever writes a plugin.
///
/// ```swift
/// let harness = try PluginHarness(APIKey(key: "k"))
/// let report = await harness.run()
/// #expect(report.requests.first?.headers["x-api-key"] == "k")
///
/// let failed = await harness.run(.fails(at: .send))
/// #expect(failed.count(.interceptAttempt, .inside) == 3)   // for a plugin that retries
/// ```
/// The plugin stands between two probes and in front of a transport that answers `POST /harness` with `{"harness": true}`. Time is that of
/// a ``ManualClock`` which the harness moves whenever somebody sleeps, so that back-off takes no time. A run of the same harness is a call of
/// the same client; after a ``PluginScenario/closed(at:)`` it makes a new one.
///
/// ``PluginConformance`` has checks for all plugins.
public final class PluginHarness: Sendable {
    /// What a scenario lets fail.
    public struct Injected: Error, Hashable, Sendable, CustomStringConvertible {
        /// The stage at which it was thrown.
        public let stage: Stage
        /// What happened.
        public var description: String { "the harness let it fail at \(stage)" }
    }

    private let plugin: any ServicePlugin
    private let options: [ServiceOption]
    private let movesTime: Bool
    private let journal = HarnessJournal()
    private let client: Monitor<ServiceClient>
    /// How many calls have a task that has not ended.
    private let tokens = Monitor(0)

    /// The clock of the client.
    public let clock: ManualClock
    /// The same, wrapped once: a plugin that limits several clients must find them on one clock.
    private let serviceClock: ServiceClock

    /// Creates a harness.
    ///
    /// - Parameters:
    ///   - plugin: The plugin.
    ///   - options: The options of every call. Default: none.
    ///   - movesTime: Whether the clock moves to whatever is slept for, as soon as somebody sleeps. Default: it does. Without, the test moves it:
    ///     right for a plugin that lets a call and a timer race.
    /// - Throws: `ServiceError` with the problems that the plugin tells of the client.
    public init(_ plugin: some ServicePlugin, options: [ServiceOption] = [], movesTime: Bool = true) throws {
        self.plugin = plugin
        self.movesTime = movesTime
        self.options = options
        clock = ManualClock()
        serviceClock = ServiceClock(clock)
        client = Monitor(try Self.makeClient(plugin, journal, serviceClock))
    }

    /// Runs one call; runs must follow each other. Where the plugin refuses the new client behind one that was closed, that is the error of
    /// the report.
    ///
    /// Cancelling the task cancels the call.
    public func run(_ scenario: PluginScenario = .succeeds) async -> PluginReport {
        if client.withLock(\.self).isClosed {
            do {
                let fresh = try Self.makeClient(plugin, journal, serviceClock)
                client.withLock { $0 = fresh }
            } catch {
                var report = PluginReport()
                report.outcome = (error as? ServiceError).map { .failure($0) }
                return report
            }
        }
        let client = client.withLock(\.self)
        let started = Monitor<Task<Void, any Error>?>(nil)
        journal.begin(scenario) {
            await client.close()
        } cancel: {
            try? await started.wait { $0 }.cancel()
        }
        let ticking = tick()
        defer { ticking.cancel() }
        // A task of its own, for the scenario may cancel it.
        let call = CallToken.$current.withValue(CallToken(tokens)) {
            Task { try await self.call(client, isStreamed: scenario.isStreamed) }
        }
        started.withLock { $0 = call }
        _ = await withTaskCancellationHandler {
            await call.result
        } onCancel: {
            call.cancel()
        }
        return journal.end()
    }

    private func call(_ client: ServiceClient, isStreamed: Bool) async throws {
        let payload = Payload.value(HarnessPayload(journal: journal))
        guard isStreamed else {
            try await client.call(Self.endpoint, payload: payload, options: options)
            return
        }
        try await client.stream(Self.endpoint, payload: payload, options: options) { [journal] response in
            try await journal.reach(.stream, .inside)
            for try await _ in response.body {}
        }
    }

    /// Moves the time for whoever sleeps, until it is cancelled.
    private func tick() -> Task<Void, Never> {
        Task { [clock, movesTime] in
            while movesTime, (try? await clock.waitForSleepers()) != nil {
                if let next = clock.nextDeadline { clock.advance(to: next) }
            }
        }
    }

    /// Lets the harness ask in the course of a call how much the plugin holds.
    func watch(_ inUse: @escaping @Sendable () -> Int) {
        journal.watch(inUse)
    }

    /// Closes the client of the last call.
    func close() async {
        await client.withLock(\.self).close()
    }

    /// Waits until the tasks have ended that the plugin started in calls.
    ///
    /// - Throws: `CancellationError`.
    func waitForTasks() async throws {
        let ticking = tick()
        defer { ticking.cancel() }
        try await tokens.wait { $0 == 0 ? () : nil }
    }

    private static let endpoint = "harness"

    private static func makeClient(
        _ plugin: any ServicePlugin,
        _ journal: HarnessJournal,
        _ clock: ServiceClock
    ) throws -> ServiceClient {
        try ServiceClient(
            name: "harness",
            baseURL: "https://harness.invalid",
            endpoints: [endpoint: .post("/harness")],
            codec: HarnessCodec(journal: journal),
            transport: HarnessTransport(journal: journal),
            plugins: [HarnessProbe(journal, .outside), plugin, HarnessProbe(journal, .inside)],
            clock: clock
        )
    }
}
