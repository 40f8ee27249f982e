import ServiceCore
import ServiceMocks
import ServicePlugins
import Testing

@testable import ServiceLimits

/// A pool in real calls.
@Suite(.timeLimit(.minutes(10)))
struct PoolTests {
    /// Starts calls one after the other; each is sent or waits before the next begins.
    private func start(_ names: String..., on client: ServiceClient, _ pool: Pool) async throws -> [Task<
        Void, any Error
    >] {
        var tasks: [Task<Void, any Error>] = []
        for name in names {
            let before = pool.figures.inFlight + pool.figures.pending
            tasks.append(Task { try await client.call(name) })
            try await until { pool.figures.inFlight + pool.figures.pending > before }
        }
        return tasks
    }

    @Test func `a call that finds a permit has not waited`() async throws {
        let waits = Log<[String]>()
        let client = try ServiceClient.testing(Pool(), WatchEnd(log: waits) { $0.attributes.named.map(\.name) })
        try await client.call("a")
        #expect(waits.entries == [[]])
    }

    @Test func `calls run up to the limit, and those who wait follow in their order`() async throws {
        let (pool, transport) = (Pool(limit: 2), HeldTransport("/a", "/b", "/c", "/d"))
        let client = try ServiceClient.testing(pool, transport: transport)
        let tasks = try await start("a", "b", "c", "d", on: client, pool)
        try await until { transport.sent.entries.count == 2 }
        #expect(pool.figures == PoolFigures(limit: 2, inFlight: 2, pending: 2, partitions: 1))
        #expect(Set(transport.sent.entries) == ["/a", "/b"])
        transport.letGo("/b")
        try await until { transport.sent.entries.count == 3 }
        #expect(transport.sent.entries.last == "/c")
        transport.letGo("/a")
        try await until { transport.sent.entries.count == 4 }
        #expect(pool.figures.inFlight == 2 && pool.figures.pending == 0)
        transport.letGo("/c")
        transport.letGo("/d")
        for task in tasks { _ = try await task.value }
        #expect(pool.figures == PoolFigures(limit: 2, partitions: 1))
    }

    @Test(arguments: [0, 1])
    func `one more than may wait is refused`(pendingLimit: Int) async throws {
        let (pool, transport) = (Pool(limit: 1, pendingLimit: pendingLimit), HeldTransport("/a", "/b", "/c"))
        let client = try ServiceClient.testing(pool, transport: transport)
        let tasks = try await start(pendingLimit == 0 ? "a" : "b", on: client, pool)
        let more = pendingLimit == 0 ? [] : try await start("a", on: client, pool)
        let error = await #expect(throws: ServiceError.self) { try await client.call("c") }
        #expect(error?.code == .tooManyRequestsPending)
        #expect(error?.stage == .interceptAttempt)
        #expect(error?.message.hasPrefix("Pool: \(pendingLimit) calls wait already") == true)
        let refusal = LimitRefusal(
            plugin: "Pool",
            partition: nil,
            reason: .pendingLimit,
            waited: .zero,
            limit: 1,
            inFlight: 1,
            pending: pendingLimit,
            retryAfter: nil
        )
        #expect(error?.limitRefusal == refusal)
        #expect(pool.figures.rejected == LimitRejections(pendingLimit: 1))
        transport.letGo("/a")
        transport.letGo("/b")
        for task in tasks + more { _ = try await task.value }
        #expect(transport.sent.entries.contains("/c") == false)
    }

    @Test func `a wait that takes too long`() async throws {
        let (clock, transport) = (ManualClock(), HeldTransport("/a"))
        let pool = Pool(limit: 1, pendingTimeout: .seconds(2), name: "uploads")
        let waits = Log<Duration>()
        let client = try ServiceClient.testing(
            pool,
            WatchEnd(log: waits) { $0.blockedByPool },
            transport: transport,
            clock: clock
        )
        let tasks = try await start("a", "b", on: client, pool)
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(1))
        #expect(pool.figures.pending == 1)
        clock.advance(by: .seconds(1))
        let error = try #require(await tasks[1].serviceError)
        #expect(error.code == .tooMuchTimePending)
        #expect(error.message.hasPrefix("uploads: the turn of this call did not come within pendingTimeout"))
        #expect(error.limitRefusal?.waited == .seconds(2))
        #expect(waits.entries == [.seconds(2)])
        #expect(pool.figures.rejected == LimitRejections(pendingTimeout: 1))
        transport.letGo("/a")
        try await tasks[0].value
        #expect(pool.figures.inFlight == 0)
    }

    @Test func `the deadline of a call counts while it waits`() async throws {
        let (clock, transport, pool) = (ManualClock(), HeldTransport("/a"), Pool(pendingTimeout: .seconds(9)))
        let client = try ServiceClient.testing(Timeout(), pool, transport: transport, clock: clock)
        let tasks = try await start("a", on: client, pool)
        let late = Task { try await client.call("b", .timeout(.seconds(3))) }
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(3))
        let error = try #require(await late.serviceError)
        #expect(error.code == .deadlineExceeded)
        #expect(error.limitRefusal?.reason == .deadline)
        transport.letGo("/a")
        try await tasks[0].value
        #expect(pool.figures.rejected == LimitRejections(deadline: 1))
        #expect(pool.figures.inFlight == 0)
    }

    @Test func `whoever is cancelled leaves at once and takes nothing along`() async throws {
        let (pool, transport) = (Pool(limit: 1), HeldTransport("/a", "/b", "/c"))
        let client = try ServiceClient.testing(pool, transport: transport)
        let tasks = try await start("a", "b", "c", on: client, pool)
        tasks[1].cancel()
        #expect(await tasks[1].endedInCancellation)
        #expect(pool.figures.pending == 1)
        #expect(pool.figures.rejected.total == 0)
        transport.letGo("/a")
        transport.letGo("/c")
        try await tasks[0].value
        try await tasks[2].value
        #expect(transport.sent.entries == ["/a", "/c"])
        #expect(pool.figures.inFlight == 0)
    }

    @Test func `the time of all waits is summed up, over attempts and pools`() async throws {
        let (clock, waits) = (ManualClock(), Log<Duration>())
        let pools = [Pool(limit: 1, name: "first"), Pool(limit: 1, name: "second")]
        let limiters = pools.map { $0.partitions.all[0] }
        let takeAll: @Sendable () -> Void = { for limiter in limiters { _ = limiter.withMachine { $0.acquire(1) } } }
        let client = try ServiceClient.testing(
            Repeat(times: 2, inBetween: takeAll),
            pools[0],
            pools[1],
            WatchEnd(log: waits) { $0.blockedByPool },
            clock: clock
        )
        takeAll()
        let task = Task { try await client.call("a") }
        for (index, seconds) in [(0, 1), (1, 2), (0, 4), (1, 8)] {
            try await until { pools[index].figures.pending == 1 }
            clock.advance(by: .seconds(seconds))
            limiters[index].perform { $0.release(1) }
        }
        _ = try await task.value
        #expect(waits.entries == [.seconds(15)])
        #expect(pools.map(\.figures.inFlight) == [0, 0])
    }

    @Test func `weights are options of the endpoint and the call`() async throws {
        let (pool, figures) = (Pool(limit: 3), Log<Int>())
        let client = try ServiceClient.testing(
            pool,
            transport: ClosureTransport { _ in
                figures.append(pool.figures.inFlight)
                return .text("{}")
            },
            endpoints: ["light": .get("/l"), "heavy": .get("/h", .poolWeight(2)), "free": .get("/f", .poolWeight(0))]
        )
        for name in ["light", "heavy", "free"] { try await client.call(name) }
        try await client.call("light", .poolWeight(3))
        try await client.call("light", .poolWeight(100))
        #expect(figures.entries == [1, 2, 0, 3, 3])
        let error = await #expect(throws: ServiceError.self) { try await client.call("light", .poolWeight(-1)) }
        #expect(error?.code == .invalidOption)
        #expect(pool.figures.inFlight == 0)
    }

    @Test func `what cannot be meant is told when the client is made`() {
        let partition = LimitPartition(maximumCount: 0) { _, _ in "" }
        let pool = Pool(limit: 0, pendingLimit: -1, pendingTimeout: .zero, partition: partition)
        let error = #expect(throws: ServiceError.self) {
            try ServiceClient.testing(pool, pool, endpoints: ["it": .get("/", .poolWeight(-2))])
        }
        #expect(
            error?.problems.map(\.description) == [
                "Pool: pendingLimit is -1: give 0 for no waiting, more for that many calls, or nil for any number",
                "Pool: pendingTimeout is 0.0 seconds: give a duration of more than zero and up to ten years, nil for no limit, or pendingLimit: 0 for no waiting",
                "the maximumCount of a partition is 0: give at least 1",
                "endpoint \"it\": poolWeight is -2: give 0 for nothing, or a number up to 1000000000",
                "Pool: limit is 0: give the number of permits, from 1 to 1000000000",
                "Pool: the same pool is there twice, so an attempt would wait for the permit that it has: remove one",
            ]
        )
    }
}
