import ServiceCore
import ServiceMocks
import ServicePlugins
import Testing

struct PluginHarnessTests {
    private struct Header: RequestPreparing {
        func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
            request.headers["x-one"] = "1"
        }
    }

    private struct Retry: CallIntercepting {
        func interceptCall(
            _ request: ServiceRequest,
            session: inout ServiceSession,
            next: CallNext
        ) async throws -> ServiceResponse {
            for _ in 0..<2 {
                do {
                    return try await next(request, session: &session)
                } catch is ServiceError where session.mayAttemptAgain {
                    try await session.sleep(for: .seconds(60))
                }
            }
            return try await next(request, session: &session)
        }
    }

    @Test func `what a plugin did is told`() async throws {
        let report = try await PluginHarness(Header()).run()
        #expect(report.requests.map { $0.headers["x-one"] } == ["1"])
        #expect(report.response?.status == 200)
        #expect(report.error == nil)
        #expect(!report.isCancelled)
        let stages = report.events.filter { $0.position == .inside && !$0.isEnd }.map(\.stage)
        #expect(stages == PluginScenario.stages)
    }

    @Test(arguments: PluginScenario.stages)
    func `it fails where it is told to`(stage: Stage) async throws {
        let report = try await PluginHarness(Header()).run(.fails(at: stage))
        #expect(report.error?.stage == stage)
        let cause = report.error?.transportError?.cause ?? report.error?.cause
        #expect((cause as? PluginHarness.Injected)?.stage == stage)
    }

    @Test(arguments: PluginScenario.streamedStages)
    func `a streamed call fails where it is told to`(stage: Stage) async throws {
        let report = try await PluginHarness(Header()).run(.fails(at: stage).streamed)
        #expect(report.error?.stage == stage)
        #expect(report.events.contains { $0.stage == .parse } == false)
    }

    @Test(arguments: PluginScenario.stages)
    func `it is cancelled where it is told to`(stage: Stage) async throws {
        let report = try await PluginHarness(Header()).run(.cancelled(at: stage))
        #expect(report.isCancelled)
    }

    @Test func `attempts are counted, and back-off takes no time`() async throws {
        let harness = try PluginHarness(Retry())
        let failed = await harness.run(.fails(at: .send))
        #expect(failed.count(.interceptAttempt, .inside) == 3)
        #expect(failed.requests.count == 3)
        #expect(harness.clock.now.offset == .seconds(120))
        #expect(await harness.run().requests.count == 1)
    }

    @Test func `a run behind a closed one has a client of its own`() async throws {
        let harness = try PluginHarness(Header())
        _ = await harness.run(.closed(at: .send))
        #expect(await harness.run().response?.status == 200)
    }

    @Test func `options, attributes and deadlines`() async throws {
        let harness = try PluginHarness(Timeout(), options: [.timeout(.seconds(5))])
        #expect(await harness.run().deadlines == [ServiceClock.Instant(offset: .seconds(5))])
        #expect(await harness.run(.succeeds.streamed).deadlines == [ServiceClock.Instant(offset: .seconds(5))])
        let tokens = await (try PluginHarness(TrackingToken())).run()
        #expect(tokens.sessionAttributes == ["trackingToken"])
    }

    @Test func `cancelling the run cancels the call`() async throws {
        struct Waiting: AttemptIntercepting {
            func interceptAttempt(
                _ request: ServiceRequest,
                session: inout ServiceSession,
                next: AttemptNext
            ) async throws -> ServiceResponse {
                try await Task.sleep(for: .seconds(3600))
                return try await next(request, session: &session)
            }
        }
        let harness = try PluginHarness(Waiting())
        let run = Task { await harness.run() }
        run.cancel()
        #expect(await run.value.isCancelled)
    }

    @Test func `a plugin that refuses the client is told`() {
        #expect(throws: ServiceError.self) { try PluginHarness(Timeout(.zero)) }
    }
}
