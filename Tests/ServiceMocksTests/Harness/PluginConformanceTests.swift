import ServiceCore
import ServiceMocks
import ServicePlugins
import Synchronization
import Testing

/// The suite must see what a plugin does wrong: each of these is right but for one thing.
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
        try await check.run(inUse: \.inUse) { Permits(flaw: nil) }
    }

    @Test(arguments: Permits.Flaw.allCases)
    func `a flaw is found`(flaw: Permits.Flaw) async throws {
        var findings: [String] = []
        for check in PluginConformance.checks {
            do {
                try await check.run { Permits(flaw: flaw) }
            } catch let failure as PluginConformance.Failure {
                findings.append(failure.finding)
            }
        }
        #expect(findings.contains { $0.contains(flaw.rawValue) }, "\(findings)")
    }

    @Test func `what a plugin holds is found by what it tells`() async throws {
        let check = try #require(PluginConformance.checks.first { $0.scenario == .fails(at: .send) })
        let failure = await #expect(throws: PluginConformance.Failure.self) {
            try await check.run(inUse: \.inUse) { Permits(flaw: .leaks, count: 100) }
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

/// A plugin with permits that does one thing wrong.
final class Permits: AttemptIntercepting, SessionPreparing {
    /// What it does, with a part of what the suite says of it.
    enum Flaw: String, CaseIterable, Sendable {
        case leaks = "no permit is left"
        case swallowsCancellation = "the task had been cancelled"
        case runsLoose = "returned while what is inside of it was running"
        case movesTheDeadline = "left another deadline"
        case dropsTheAnswer = "the call failed"
    }

    /// What runs when its hook has returned, as a task might that nobody waits for.
    private struct Loose: Sendable {
        let request: ServiceRequest
        var session: ServiceSession
        let next: AttemptNext
    }

    private let free: Mutex<Int>
    private let loose = Mutex<Loose?>(nil)
    private let count: Int
    private let flaw: Flaw?

    init(flaw: Flaw?, count: Int = 3) {
        free = Mutex(count)
        self.count = count
        self.flaw = flaw
    }

    var inUse: Int { free.withLock { count - $0 } }

    func prepareSession(_ session: inout ServiceSession) async throws {
        guard var call = loose.withLock({ $0.take() }) else { return }
        _ = try? await call.next(call.request, session: &call.session)
    }

    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        let isTaken = free.withLock { free in
            if free == 0 { return false }
            free -= 1
            return true
        }
        guard isTaken else { throw ServiceError(.pluginFailed, "no permit is left") }
        var succeeded = false
        defer { if flaw != .leaks || succeeded { free.withLock { $0 += 1 } } }
        if flaw == .movesTheDeadline { session.limit(until: session.now.advanced(by: .seconds(1))) }
        if flaw == .dropsTheAnswer { throw ServiceError(.pluginFailed, "dropped") }
        if flaw == .runsLoose {
            let copy = session
            loose.withLock { $0 = Loose(request: request, session: copy, next: next) }
            return ServiceResponse(head: ResponseHead(status: 200), body: .bytes([0x31]), request: request)
        }
        do {
            let response = try await next(request, session: &session)
            succeeded = true
            return response
        } catch is CancellationError where flaw == .swallowsCancellation {
            let copy = session
            return try await Task.detached {
                var copy = copy
                return try await next(request, session: &copy)
            }.value
        }
    }
}
