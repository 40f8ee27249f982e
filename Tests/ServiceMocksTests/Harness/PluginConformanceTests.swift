import ServiceCore
import ServiceMocks
import ServicePlugins
import Synchronization
import Testing

/// The suite must see what a plugin does wrong, and must not accuse one that is right.
@Suite(.timeLimit(.minutes(10)))
struct PluginConformanceTests {
    @Test(arguments: PluginConformance.checks)
    func `the plugins of the package keep every promise`(check: PluginConformance.Check) async throws {
        try await check.run { Headers(["x": "1"]) }
        try await check.run { Timeout(.seconds(5)) }
        try await check.run { AttemptTimeout(.seconds(5)) }
        try await check.run { TrackingToken() }
        try await check.run { Elapsed() }
        try await check.run { Faults([.latency(.fixed(.seconds(1)), seed: 1)]) }
        try await check.run(options: [.mock(.json([1]))]) { Mock() }
        try await check.run(inUse: \.inUse) { EvilPlugin(nil) }
    }

    @Test(arguments: PluginConformance.checks)
    func `plugins that do unusual things in the right way are not accused`(
        check: PluginConformance.Check
    ) async throws {
        try await check.run { RetryThrice() }
        try await check.run { Hedge() }
        try await check.run { Fallback() }
        try await check.run { RememberingCache() }
        try await check.run { SharedFlight() }
        try await check.run { Refresher() }
        try await check.run { AttributeOwner() }
        try await check.run { OneClock() }
        try await check.run(inUse: \.inUse, holdsUntilEnd: false) { PermitUntilHead() }
    }

    @Test(arguments: EvilPlugin.Flaw.allCases)
    func `a flaw is found, and the finding names the promise`(flaw: EvilPlugin.Flaw) async throws {
        let (scenario, expected) = flaw.finding
        let check = try #require(PluginConformance.checks.first { $0.scenario == scenario })
        let clock = ManualClock()
        let plugin = EvilPlugin(flaw) {
            try? await clock.waitForSleepers()
            clock.advance(by: .seconds(60))
        }
        let inUse: @Sendable (EvilPlugin) -> Int = { flaw.tells ? $0.inUse : 0 }
        let failure = await #expect(throws: PluginConformance.Failure.self) {
            try await check.run(inUse: inUse, timeLimit: .seconds(60), clock: clock) { plugin }
        }
        plugin.release()
        #expect(failure?.finding.contains(expected) == true, "\(failure?.finding ?? "nothing")")
        #expect(failure?.description.contains("the plugin breaks a promise: ") == true)
    }

    @Test func `a failure is one sentence`() async throws {
        let check = try #require(PluginConformance.checks.first { $0.scenario == .fails(at: .send) })
        let failure = await #expect(throws: PluginConformance.Failure.self) {
            try await check.run(inUse: \.inUse) { EvilPlugin(.leaks, count: 100) }
        }
        #expect(
            failure?.description
                == "In a call that fails at send, the plugin breaks a promise: it holds 1 of what it took."
        )
    }

    @Test func `checks are different`() {
        #expect(Set(PluginConformance.checks.map(\.id)).count == PluginConformance.checks.count)
    }
}
