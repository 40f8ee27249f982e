import ServiceCore
import ServiceMocks
import ServicePlugins
import Testing

@testable import ServiceLimits

/// A rate limit in real calls.
@Suite(.timeLimit(.minutes(10)))
struct RateLimitTests {
    @Test func `calls start at the rate, in their order`() async throws {
        let (clock, starts, waits) = (ManualClock(), Log<String>(), Log<Duration>())
        let rate = RateLimit(1, per: .seconds(1))
        let client = try ServiceClient.testing(
            rate,
            WatchEnd(log: waits) { $0.blockedByRateLimit },
            transport: ClosureTransport { path in
                starts.append("\(path) at \(clock.now.offset)")
                return .text("{}")
            },
            clock: clock
        )
        var tasks: [Task<Void, any Error>] = []
        for (index, name) in ["a", "b", "c"].enumerated() {
            tasks.append(Task { try await client.call(name) })
            try await until { starts.entries.count == 1 && rate.figures.pending == index }
        }
        for started in 2...3 {
            try await clock.waitForSleepers()
            clock.advance(by: .seconds(1))
            try await until { starts.entries.count == started }
        }
        for task in tasks { _ = try await task.value }
        #expect(starts.entries == ["/a at 0.0 seconds", "/b at 1.0 seconds", "/c at 2.0 seconds"])
        #expect(waits.entries.sorted() == [.zero, .seconds(1), .seconds(2)])
        #expect(rate.figures == RateLimitFigures(available: 0, partitions: 1))
        clock.advance(by: .seconds(1))
        #expect(rate.figures.available == 1)
    }

    @Test func `a wait that would take too long is refused at once`() async throws {
        let clock = ManualClock()
        let rate = RateLimit(2, per: .seconds(10), burst: 1, pendingTimeout: .seconds(4), name: "api")
        let client = try ServiceClient.testing(Timeout(), rate, clock: clock)
        try await client.call("a")
        let error = await #expect(throws: ServiceError.self) { try await client.call("a") }
        #expect(error?.code == .tooMuchTimePending)
        #expect(
            error?.message
                == "api: the turn of this call would not come within pendingTimeout: call later, or allow a longer wait"
        )
        #expect(error?.limitRefusal?.retryAfter == .seconds(5))
        #expect(error?.limitRefusal?.waited == .zero)
        clock.advance(by: .seconds(2))
        let late = await #expect(throws: ServiceError.self) { try await client.call("a", .timeout(.seconds(2.5))) }
        #expect(late?.code == .deadlineExceeded)
        #expect(late?.limitRefusal?.reason == .deadline)
        #expect(late?.limitRefusal?.retryAfter == .seconds(3))
        #expect(rate.figures.rejected == LimitRejections(pendingTimeout: 1, deadline: 1))
        #expect(clock.sleeperCount == 0)
        clock.advance(by: .seconds(3))
        try await client.call("a")
    }

    @Test func `nobody waits where nobody may`() async throws {
        let rate = RateLimit(.slidingLog(1, per: .seconds(10)), pendingLimit: 0)
        let client = try ServiceClient.testing(rate, clock: ManualClock())
        try await client.call("a")
        let error = await #expect(throws: ServiceError.self) { try await client.call("a") }
        #expect(error?.code == .tooManyRequestsPending)
        #expect(error?.limitRefusal?.retryAfter == .seconds(10))
    }

    @Test func `whoever is cancelled makes room`() async throws {
        let (clock, rate) = (ManualClock(), RateLimit(1, per: .seconds(1)))
        let client = try ServiceClient.testing(rate, clock: clock)
        try await client.call("a")
        let first = Task { try await client.call("b") }
        try await until { rate.figures.pending == 1 }
        #expect(rate.timeUntilStart() == .seconds(2))
        first.cancel()
        #expect(await first.endedInCancellation)
        #expect(rate.timeUntilStart() == .seconds(1))
        #expect(rate.figures.pending == 0)
    }

    @Test func `every attempt counts`() async throws {
        let rate = RateLimit(5, per: .seconds(1))
        let client = try ServiceClient.testing(Repeat(times: 3), rate, clock: ManualClock())
        try await client.call("a")
        #expect(rate.figures.available == 2)
    }

    @Test func `weights are options of the endpoint and the call`() async throws {
        let rate = RateLimit(10, per: .seconds(1), burst: 6)
        let client = try ServiceClient.testing(
            rate,
            endpoints: [
                "light": .get("/l"), "heavy": .get("/h", .rateLimitWeight(3)), "free": .get("/f", .rateLimitWeight(0)),
            ],
            clock: ManualClock()
        )
        #expect(rate.timeUntilStart(weight: 6) == .zero)
        #expect(rate.timeUntilStart(weight: 7) == nil)
        for name in ["light", "heavy", "free"] { try await client.call(name) }
        #expect(rate.figures.available == 2)
        #expect(rate.timeUntilStart(weight: 6) == .milliseconds(400))
        for (weight, advice) in [
            (7, "admits at most 6 at once"), (-1, "give 0 for nothing, or a number up to 1000000000"),
        ] {
            let error = await #expect(throws: ServiceError.self) {
                try await client.call("light", .rateLimitWeight(weight))
            }
            #expect(error?.code == .invalidOption)
            #expect(error?.message.contains(advice) == true)
        }
        #expect(rate.figures.available == 2)
    }

    @Test func `those who wait are told of a restriction by the timer`() async throws {
        let (clock, rate) = (ManualClock(), RateLimit(1, per: .seconds(1)))
        let client = try ServiceClient.testing(rate, clock: clock)
        try await client.call("a")
        let task = Task { try await client.call("b") }
        try await until { rate.figures.pending == 1 }
        rate.partitions.all[0].perform { $0.restrict(to: 0, until: .seconds(5), now: .zero) }
        #expect(rate.timeUntilStart() == .seconds(5))
        for _ in 0..<4 {
            try await clock.waitForSleepers()
            clock.advance(by: .seconds(1))
        }
        try await until { clock.nextDeadline?.offset == .seconds(5) }
        #expect(rate.figures.pending == 1)
        clock.advance(by: .seconds(1))
        _ = try await task.value
    }

    @Test func `what cannot be meant is told when the client is made`() {
        let rates: [(Rate, String)] = [
            (.gcra(0, per: .seconds(1)), "the limit of a rate is 0: give a number from 1 to 1000000000"),
            (.gcra(1, per: .seconds(1), burst: 0), "the burst of a rate is 0: give a number from 1 to 1000000000"),
            (
                .gcra(1, per: .zero),
                "the period of a rate is 0.0 seconds: give a duration from a microsecond to ten years"
            ),
            (
                .slidingLog(2_000_000, per: .seconds(1)),
                "the limit of a sliding log is 2000000: give a number from 1 to 1000000, or use .gcra, which remembers no starts"
            ),
        ]
        for (rate, problem) in rates {
            let error = #expect(throws: ServiceError.self) { try ServiceClient.testing(RateLimit(rate)) }
            #expect(error?.problems.map(\.message) == ["RateLimit: \(problem)"])
        }
        let twice = RateLimit(3, per: .seconds(1), pendingLimit: -1)
        let error = #expect(throws: ServiceError.self) {
            try ServiceClient.testing(twice, RateLimit(), twice, endpoints: ["it": .get("/", .rateLimitWeight(4))])
        }
        #expect(
            error?.problems.map(\.description) == [
                "RateLimit: pendingLimit is -1: give 0 for no waiting, more for that many calls, or nil for any number",
                "endpoint \"it\": rateLimitWeight is 4, and RateLimit admits at most 3 at once: give less, or raise the burst of its rates",
                "RateLimit: the same limit is there twice, so an attempt would count double: remove one",
                "RateLimit: it has no rate: give at least one, or remove it",
                "endpoint \"it\": rateLimitWeight is 4, and RateLimit admits at most 0 at once: give less, or raise the burst of its rates",
            ]
        )
    }
}
