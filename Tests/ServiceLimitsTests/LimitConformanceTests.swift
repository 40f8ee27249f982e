import ServiceMocks
import Testing

@testable import ServiceLimits

/// What every plugin promises, and closing the client in the middle of a call among it.
@Suite(.timeLimit(.minutes(10)))
struct LimitConformanceTests {
    @Test(arguments: PluginConformance.checks)
    func `pools keep every promise`(check: PluginConformance.Check) async throws {
        try await check.run(inUse: { $0.figures.inFlight }) { Pool(limit: 1) }
        try await check.run(inUse: { $0.figures.inFlight }, holdsUntilEnd: false) { Pool(limit: 1, holdsUntil: .head) }
        try await check.run(inUse: { $0.figures.inFlight }) { Pool(limit: .gradient(from: 2, within: 1...2)) }
        try await check.run(options: [.poolWeight(3)], inUse: { $0.figures.inFlight }) {
            Pool(limit: 2, pendingLimit: 0, pendingTimeout: .seconds(1), partition: .endpoint)
        }
    }

    @Test(arguments: PluginConformance.checks)
    func `rate limits keep every promise`(check: PluginConformance.Check) async throws {
        try await check.run(inUse: { $0.figures.pending }) { RateLimit(1, per: .seconds(1)) }
        try await check.run(options: [.rateLimitWeight(2)], inUse: { $0.figures.pending }) {
            RateLimit(.slidingLog(2, per: .seconds(60)), .gcra(3, per: .seconds(1)), partition: .host)
        }
        try await check.run(inUse: { $0.figures.pending }) {
            RateLimit(1, per: .seconds(1), serverAdvice: ServerAdviceReader())
        }
    }
}
