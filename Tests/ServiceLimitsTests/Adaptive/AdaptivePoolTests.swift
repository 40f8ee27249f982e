import ServiceCore
import ServiceMocks
import Testing

@testable import ServiceLimits

/// A pool whose limit finds itself, in real calls: each of them takes 200 ms.
@Suite(.timeLimit(.minutes(10)))
struct AdaptivePoolTests {
    private let clock: ManualClock
    /// The same for all clients that share a pool.
    private let shared: ServiceClock

    init() {
        clock = ManualClock()
        shared = ServiceClock(clock)
    }

    private func client(_ pool: Pool, answer: @escaping @Sendable () async throws -> TransportResponse) throws
        -> ServiceClient
    {
        try ServiceClient.testing(
            pool,
            transport: ClosureTransport { [clock] _ in
                clock.advance(by: .milliseconds(200))
                return try await answer()
            },
            clock: shared
        )
    }

    @Test(arguments: [AdaptiveLimit.gradient(), .additive()])
    func `it begins where it is told, and shrinks when the service is overloaded`(limit: AdaptiveLimit) async throws {
        let pool = Pool(limit: limit)
        let client = try client(pool) { .text("{}", status: 503) }
        #expect(pool.figures.limit == 20)
        for _ in 0..<9 { try await client.call("a") }
        #expect(pool.figures.limit == 20)
        try await client.call("a")
        #expect(pool.figures == PoolFigures(limit: 18, partitions: 1))
    }

    @Test func `it shrinks when attempts are not answered in time`() async throws {
        let pool = Pool(limit: .gradient())
        let client = try client(pool) { throw TransportError(.deadlineExceeded, "late") }
        for _ in 0..<10 { await #expect(throws: ServiceError.self) { try await client.call("a") } }
        #expect(pool.figures.limit == 18)
    }

    @Test func `it grows as far as it is used`() async throws {
        let pool = Pool(limit: .additive(from: 1))
        let client = try client(pool) { .text("{}") }
        for expected in [2, 3, 3, 3] {
            for _ in 0..<10 { try await client.call("a") }
            #expect(pool.figures.limit == expected)
        }
    }

    @Test func `a permit more goes to the first who waits`() async throws {
        let (pool, transport) = (Pool(limit: .additive(from: 1)), HeldTransport("/b", "/c", "/d"))
        let client = try ServiceClient.testing(
            pool,
            Advance(clock: clock),
            transport: transport,
            clock: clock
        )
        for _ in 0..<9 { try await client.call("a") }
        let calls = try await ["b", "c", "d"].asyncMap { name in
            let before = pool.figures.inFlight + pool.figures.pending
            let call = Task { _ = try await client.call(name) }
            try await until { pool.figures.inFlight + pool.figures.pending > before }
            return call
        }
        #expect(pool.figures == PoolFigures(limit: 1, inFlight: 1, pending: 2, partitions: 1))
        transport.letGo("/b")
        try await until { pool.figures == PoolFigures(limit: 2, inFlight: 2, pending: 0, partitions: 1) }
        transport.letGo("/c")
        transport.letGo("/d")
        for call in calls { try await call.value }
        #expect(pool.figures.inFlight == 0)
    }

    @Test func `what says nothing of the load changes nothing, and every permit comes back`() async throws {
        let pool = Pool(limit: .gradient())
        let answers: [@Sendable () async throws -> TransportResponse] = [
            { .text("{}", status: 500) }, { .text("{}", status: 404) },
            { throw TransportError(.connectionLost, "lost") },
            {
                cancelCurrentTask()
                throw CancellationError()
            },
        ]
        for answer in answers {
            let client = try client(pool, answer: answer)
            for _ in 0..<30 { _ = await Task { try await client.call("a") }.result }
        }
        let streaming = try client(pool) { .text("{}") }
        for _ in 0..<30 {
            try await streaming.stream("a") { [clock] _ in clock.advance(by: .seconds(60)) }
        }
        #expect(pool.figures == PoolFigures(limit: 20, partitions: 1))
    }

    @Test func `the time at a limit behind it is not that of the service`() async throws {
        struct Recorder: LimitAdapting {
            let samples: Log<AttemptSample>
            mutating func limit(after sample: AttemptSample, inFlight: Int) -> Int {
                samples.append(sample)
                return 5
            }
        }
        let samples = Log<AttemptSample>()
        let limit = AdaptiveLimit(initial: 5, problems: [], adaptation: Recorder(samples: samples))
        let (pool, rate) = (Pool(limit: limit), RateLimit(1, per: .seconds(1)))
        let client = try ServiceClient.testing(pool, rate, Advance(clock: clock), clock: shared)
        try await client.call("a")
        // The second starts when the second is over that the first has begun, and takes as long as that.
        let call = Task { try await client.call("a") }
        try await clock.waitForSleepers()
        clock.advance(by: .milliseconds(800))
        _ = try await call.value
        #expect(samples.entries.map(\.start) == [.zero, .seconds(1)])
        #expect(samples.entries.map(\.duration) == [.milliseconds(200), .milliseconds(200)])
        #expect(pool.figures == PoolFigures(limit: 5, partitions: 1))
    }

    @Test func `each partition has its own limit`() async throws {
        let pool = Pool(limit: .gradient(), partition: .endpoint)
        let client = try client(pool) { .text("{}", status: 429) }
        try await client.call("b")
        for _ in 0..<10 { try await client.call("a") }
        #expect(pool.figures(ofPartition: "a")?.limit == 18)
        #expect(pool.figures(ofPartition: "b")?.limit == 20)
        #expect(pool.figures.limit == 38)
    }

    @Test(arguments: [
        (
            AdaptiveLimit.gradient(from: 0, within: 0...10),
            "Pool: its limit may become 0 to 10: give bounds within 1 to 1000000"
        ),
        (
            .gradient(from: 11, within: 1...10),
            "Pool: its limit begins with 11, out of its bounds 1 to 10: give one within"
        ),
        (
            .additive(from: 11, within: 1...10),
            "Pool: its limit begins with 11, out of its bounds 1 to 10: give one within"
        ),
        (.additive(within: 1...1_000_001), "Pool: its limit may become 1 to 1000001: give bounds within 1 to 1000000"),
        (.gradient(tolerance: 0.5), "Pool: the tolerance of its limit is 0.5: give a number from 1 to 10"),
        (.gradient(tolerance: .nan), "Pool: the tolerance of its limit is nan: give a number from 1 to 10"),
        (.additive(step: 0), "Pool: the step of its limit is 0: give at least 1"),
        (.additive(backoff: 1), "Pool: the backoff of its limit is 1.0: give a number from 0.1 to 0.99"),
    ])
    func `what cannot be meant is told when the client is made`(limit: AdaptiveLimit, problem: String) throws {
        let error = #expect(throws: ServiceError.self) { try ServiceClient.testing(Pool(limit: limit)) }
        #expect(error?.problems.map(\.message) == [problem])
    }
}

/// Lets each attempt take 200 ms.
private struct Advance: SendPreparing {
    let clock: ManualClock

    func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        clock.advance(by: .milliseconds(200))
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
