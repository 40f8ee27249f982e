import ServiceCore
import ServiceMocks
import Testing

@testable import ServiceLimits

/// A limit that several clients share, and what becomes of it when they end.
@Suite(.timeLimit(.minutes(10)))
struct PoolSharingTests {
    @Test func `clients that share a pool share its permits`() async throws {
        let (pool, transport) = (Pool(limit: 1), HeldTransport("/a"))
        let (first, second) = (
            try ServiceClient.testing(pool, transport: transport), try ServiceClient.testing(pool, transport: transport)
        )
        let running = Task { try await first.call("a") }
        try await until { pool.figures.inFlight == 1 }
        let waiting = Task { try await second.call("b") }
        try await until { pool.figures.pending == 1 }
        transport.letGo("/a")
        _ = try await (running.value, waiting.value)
        #expect(transport.sent.entries == ["/a", "/b"])
    }

    @Test func `closing a client refuses its own waiting calls, and nobody else's`() async throws {
        let (pool, transport) = (Pool(limit: 1), HeldTransport("/a"))
        let (first, second) = (
            try ServiceClient.testing(pool, transport: transport), try ServiceClient.testing(pool, transport: transport)
        )
        let running = Task { try await first.call("a") }
        try await until { pool.figures.inFlight == 1 }
        let closed = Task { try await first.call("b") }
        try await until { pool.figures.pending == 1 }
        let open = Task { try await second.call("c") }
        try await until { pool.figures.pending == 2 }
        await first.close()
        let error = try #require(await closed.serviceError)
        #expect(error.code == .clientClosed)
        #expect(error.limitRefusal?.reason == .clientClosed)
        #expect(pool.figures.pending == 1)
        transport.letGo("/a")
        // What runs may finish.
        _ = try await (running.value, open.value)
        #expect(pool.figures == PoolFigures(limit: 1, rejected: LimitRejections(clientClosed: 1), partitions: 1))
    }

    @Test func `a rate limit refuses the waiting calls of a closed client`() async throws {
        let clock = ServiceClock(ManualClock())
        let rate = RateLimit(1, per: .seconds(1))
        let (first, second) = (
            try ServiceClient.testing(rate, clock: clock), try ServiceClient.testing(rate, clock: clock)
        )
        try await first.call("a")
        let closed = Task { try await first.call("b") }
        try await until { rate.figures.pending == 1 }
        let open = Task { try await second.call("c") }
        try await until { rate.figures.pending == 2 }
        await first.close()
        #expect(await closed.serviceError?.code == .clientClosed)
        #expect(rate.figures.pending == 1)
        open.cancel()
        #expect(await open.endedInCancellation)
    }

    @Test func `clients that share a limit need one clock`() throws {
        let manual = ManualClock()
        let clock = ServiceClock(manual)
        let (pool, rate) = (Pool(), RateLimit(1, per: .seconds(1)))
        _ = try ServiceClient.testing(pool, rate, clock: clock)
        _ = try ServiceClient.testing(pool, rate, clock: clock)
        let error = #expect(throws: ServiceError.self) { try ServiceClient.testing(pool, rate, clock: manual) }
        #expect(error?.problems.count == 2)
        #expect(error?.problems.allSatisfy { $0.message.contains("has another clock") } == true)
    }

    @Test func `a client that cannot be made does not decide the clock`() throws {
        let limits: [(any ServicePlugin, EndpointDefinition)] = [
            (Pool(), .get("/it", .poolWeight(-1))), (RateLimit(1, per: .seconds(1)), .get("/it", .rateLimitWeight(2))),
        ]
        for (limit, endpoint) in limits {
            #expect(throws: ServiceError.self) {
                try ServiceClient.testing(limit, endpoints: ["it": endpoint], clock: ManualClock())
            }
            _ = try ServiceClient.testing(limit, clock: ManualClock())
            let error = #expect(throws: ServiceError.self) { try ServiceClient.testing(limit, clock: ManualClock()) }
            #expect(error?.problems.count == 1)
        }
    }

    @Test func `a limit that is dropped takes its timer with it`() async throws {
        let clock = ManualClock()
        weak var dropped: Limiter<PoolMachine>?
        do {
            let pool = Pool(limit: 1, pendingTimeout: .seconds(60))
            let limiter = pool.partitions.all[0]
            dropped = limiter
            _ = limiter.withMachine { $0.acquire(1) }
            let client = try ServiceClient.testing(pool, clock: clock)
            let task = Task { try await client.call("a") }
            try await clock.waitForSleepers()
            task.cancel()
            _ = await task.result
        }
        try await until { dropped == nil && clock.sleeperCount == 0 }
    }

    @Test func `one timer serves all who wait`() async throws {
        let (clock, pool) = (ManualClock(), Pool(limit: 1, pendingTimeout: .seconds(60)))
        _ = pool.partitions.all[0].withMachine { $0.acquire(1) }
        let client = try ServiceClient.testing(pool, clock: clock)
        let tasks = (0..<50).map { _ in Task { try await client.call("a") } }
        try await until { pool.figures.pending == 50 }
        try await clock.waitForSleepers()
        #expect(clock.sleeperCount == 1)
        clock.advance(by: .seconds(60))
        for task in tasks { #expect(await task.serviceError?.code == .tooMuchTimePending) }
        #expect(clock.sleeperCount == 0)
    }
}
