import ServiceCore
import ServiceURLSession
import Testing

@testable import ServiceMocks

/// Who is cancelled while a fault lets it wait ends at once, and leaves nobody asleep; no test here moves the time.
@Suite(.timeLimit(.minutes(10)))
struct FaultCancellationTests {
    static let waits: [(Fault, sleeps: Bool)] = [
        (.delay(.seconds(60)), true), (.delay(.seconds(60), .afterHead), true),
        (.delay(.seconds(60), .inBody(after: 2)), true), (.drip(bytes: 1, every: .seconds(60)), true),
        (.stall(), false), (.stall(.afterHead), false), (.stall(.inBody(after: 1)), false),
    ]

    @Test(arguments: waits)
    func `of a mock, and of faults in front of one`(fault: Fault, sleeps: Bool) async throws {
        for isPlugin in [true, false] {
            let clock = ManualClock()
            let arrived = Monitored(false)
            let description = MockDescription.text("hello")
            let client = try ServiceClient(
                name: "s",
                baseURL: "https://api.test",
                endpoints: ["it": .get("/it", .mock(isPlugin ? description : description.with(fault)))],
                transport: RealTransport(),
                plugins: [Arrival(arrived), Mock()] + (isPlugin ? [Faults([.always(fault)])] : []),
                clock: clock
            )
            let call = Task { try await client.call("it") }
            if sleeps { try await clock.waitForSleepers() }
            while !arrived.value { await Task.yield() }
            call.cancel()
            await #expect(throws: CancellationError.self) { try await call.value }
            #expect(clock.sleeperCount == 0)
            #expect(clock.now.offset == .zero)
        }
    }

    private struct Arrival: SendPreparing {
        let arrived: Monitored<Bool>

        init(_ arrived: Monitored<Bool>) {
            self.arrived = arrived
        }

        func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
            arrived.change { $0 = true }
        }
    }

    @Test func `a plan is the same in every run, on every machine`() {
        let plan: FaultPlan = [
            .share(0.1, seed: 2, .reset()),
            .latency(.percentiles(median: .milliseconds(20), p99: .milliseconds(300), maximum: .seconds(2)), seed: 1),
        ]
        // By another implementation of SplitMix64.
        #expect((1...100).filter { plan.faults(forCall: $0).contains(.reset()) } == [20, 28, 37, 42, 64, 83])
        let delays = (1...4).compactMap { plan.faults(forCall: $0).last }.map { fault -> Int64 in
            guard case .act(.delay(let delay), .beforeHead) = fault.kind else { return -1 }
            return (delay.components.attoseconds / 500_000_000_000 + 1) / 2
        }
        #expect(delays == [160447, 289144, 17774, 17771])
    }

    @Test func `a plan is the same by a plugin and by a server`() async throws {
        let plan: FaultPlan = [.share(0.4, seed: 3, .close(.inBody(after: 1))), .every(7, .announcedLength(9))]
        func failures(_ client: ServiceClient) async throws -> [Int] {
            var failures: [Int] = []
            for number in 1...30 {
                do { try await client.call("it") } catch is ServiceError { failures.append(number) }
            }
            return failures
        }
        let mocked = try ServiceClient(
            name: "s",
            baseURL: "https://api.test",
            endpoints: ["it": .post("/it", .mock(.json([1, 2])))],
            transport: RealTransport(),
            plugins: [Mock(), Faults(plan)]
        )
        let expected = (1...30).filter { !plan.faults(forCall: $0).isEmpty }
        #expect(expected.count > 8)
        #expect(try await failures(mocked) == expected)
        try await MockServer.withServer(configuration: .init(faults: plan)) { _ in
            .json("[1,2]", headers: ["connection": "close"])
        } _: { server in
            let client = try ServiceClient(
                name: "s",
                baseURL: server.url,
                endpoints: ["it": .post("/it")],
                transport: .urlSession()
            )
            #expect(try await failures(client) == expected)
            #expect(server.requestCount == 30)
            await client.close()
        }
    }
}
