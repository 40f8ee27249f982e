import ServiceCore
import ServiceMocks
import ServicePlugins
import Testing

@testable import ServiceLimits

/// The greatest and the least of everything: refused in words, or borne without overflow.
@Suite(.timeLimit(.minutes(10)))
struct LimitBoundsTests {
    @Test(arguments: [Int.min, -1, 0, 1_000_000_001, .max])
    func `a limit that cannot be meant makes no client`(limit: Int) {
        let plugins: [any ServicePlugin] = [
            Pool(limit: limit), RateLimit(limit, per: .seconds(1)), RateLimit(1, per: .seconds(1), burst: limit),
        ]
        for plugin in plugins {
            let error = #expect(throws: ServiceError.self) { try ServiceClient.testing(plugin) }
            #expect(error?.problems.count == 1)
            #expect(error?.problems.first?.message.hasSuffix("from 1 to 1000000000") == true)
            #expect(error?.problems.first?.message.contains(" is \(limit): ") == true)
        }
    }

    @Test(arguments: [
        .zero, .seconds(-1), .seconds(Int64.max), Duration(attoseconds: .max), Duration(attoseconds: .min),
    ])
    func `a time that cannot be meant makes no client`(time: Duration) {
        let plugins: [any ServicePlugin] = [
            Pool(pendingTimeout: time), RateLimit(1, per: .seconds(1), pendingTimeout: time), RateLimit(1, per: time),
            RateLimit(.slidingLog(1, per: time)),
            RateLimit(1, per: .seconds(1), serverAdvice: ServerAdviceReader(maximumDelay: time)),
        ]
        for plugin in plugins {
            let error = #expect(throws: ServiceError.self) { try ServiceClient.testing(plugin) }
            #expect(error?.problems.count == 1)
            #expect(error?.problems.first?.message.contains("ten years") == true)
        }
    }

    @Test(arguments: [Int.min, -1, 1_000_000_001, .max])
    func `a weight that cannot be meant is refused, for an endpoint and for a call`(weight: Int) async throws {
        let (pool, rate) = (Pool(limit: 2), RateLimit(2, per: .seconds(1)))
        for (plugin, option) in [
            (pool, .poolWeight(weight)), (rate, .rateLimitWeight(weight)),
        ] as [(any ServicePlugin, ServiceOption)] {
            let error = #expect(throws: ServiceError.self) {
                try ServiceClient.testing(plugin, endpoints: ["it": .get("/it", option)])
            }
            let problem = "\(option.name) is \(weight): give 0 for nothing, or a number up to 1000000000"
            #expect(error?.problems == [ConfigurationProblem(endpoint: "it", problem)])
            let client = try ServiceClient.testing(plugin, clock: ManualClock())
            let refused = await #expect(throws: ServiceError.self) { try await client.call("a", option) }
            #expect(refused?.code == .invalidOption)
            #expect(refused?.message.contains(problem) == true)
        }
        #expect(pool.figures == PoolFigures(limit: 2, partitions: 1))
        #expect(rate.figures.available == 2)
    }

    @Test func `the greatest permits, and the greatest crowd for them`() {
        let most = LimitBounds.limits.upperBound
        let pool = MachineDriver(PoolState<TestOwner, Int>(limit: most))
        let owner = TestOwner()
        #expect(pool.machine.acquire(most) == most)
        for number in 0..<1_000 {
            #expect(
                pool.arrive(number) { $0.arrive(weight: most, now: .zero, expiry: nil, owner: owner) }.key != nil
            )
        }
        pool.parkAll()
        #expect(pool.machine.queue.totalWeight == 1_000 * most)
        for _ in 0...1_000 { pool.perform { $0.release(most) } }
        #expect(pool.resumed == Array(0..<1_000))
        #expect(pool.machine.inFlight == 0)
    }

    @Test func `the greatest weights at the slowest rates`() {
        let most = LimitBounds.limits.upperBound
        let slow = Rate.gcra(1, per: LimitBounds.longestTime, burst: most)
        let log = Rate.slidingLog(1, per: LimitBounds.longestTime)
        let owner = TestOwner()
        for (rates, weight) in [([slow], most), ([log], 1), ([slow, log], 1)] {
            let rate = MachineDriver(RateState<TestOwner, Int>(rates))
            for number in 0..<1_000 {
                _ = rate.arrive(number) { $0.arrive(weight: weight, now: .zero, expiry: nil, owner: owner) }
            }
            rate.parkAll()
            let wait = rate.machine.wait(weight: weight, now: .zero)
            #expect(wait >= LimitBounds.longestTime)
            rate.perform { $0.restrict(to: .max, until: Duration(attoseconds: .max), now: .zero) }
            rate.perform { $0.restrict(to: .min, until: Duration(attoseconds: .min), now: Duration(attoseconds: .min)) }
            rate.perform { $0.tick(Duration(attoseconds: .max)) }
            #expect(!rate.resumed.isEmpty)
            _ = rate.machine.wait(weight: weight, now: Duration(attoseconds: .max))
            _ = rate.machine.restrictionTime(at: Duration(attoseconds: .max))
        }
    }

    @Test(arguments: [Duration.seconds(Int64.max), LimitBounds.longestTime])
    func `a call may have all the time there is`(time: Duration) async throws {
        let clock = ManualClock()
        let (pool, rate) = (Pool(limit: 1), RateLimit(1, per: .seconds(1)))
        for (plugin, pending) in [
            (pool, { pool.figures.pending }), (rate, { rate.figures.pending }),
        ] as [(any ServicePlugin, () -> Int)] {
            let transport = HeldTransport("/a")
            let client = try ServiceClient.testing(Timeout(time), plugin, transport: transport, clock: clock)
            let first = Task { try await client.call("a") }
            try await until { !transport.sent.entries.isEmpty }
            let second = Task { try await client.call("b") }
            try await until { pending() == 1 }
            try await clock.waitForSleepers()
            transport.letGo("/a")
            clock.advance(by: .seconds(1))
            _ = try await (first.value, second.value)
        }
    }
}
