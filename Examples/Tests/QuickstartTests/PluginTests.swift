import ServiceMocks
import Testing

@testable import quickstart

/// A plugin of one's own, and whether it keeps what plugins promise.
struct PluginTests {
    @Test func `the key is sent with every attempt`() async throws {
        let report = await (try PluginHarness(APIKey(key: "k"))).run()
        #expect(report.requests.map { $0.headers["x-api-key"] } == ["k"])
    }

    @Test(arguments: PluginConformance.checks)
    func conforms(check: PluginConformance.Check) async throws {
        try await check.run { APIKey(key: "k") }
    }
}
