import ServiceCore
import ServicePlugins
import Testing

@testable import ServiceLimits

/// Whatever happens, and wherever in a call: nothing stays taken, and the full limit can be taken afterwards.
@Suite(.timeLimit(.minutes(10)))
struct PoolFailureTests {
    enum Manner: String, CaseIterable, Sendable {
        case untilEnd, untilHead, adaptive

        var pool: Pool {
            switch self {
            case .untilEnd: Pool(limit: 3, partition: .endpoint)
            case .untilHead: Pool(limit: 3, holdsUntil: .head, partition: .endpoint)
            case .adaptive: Pool(limit: .gradient(from: 3, within: 3...3), partition: .endpoint)
            }
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var moment: Moment
        var act: Saboteur.Act
        var isInside: Bool
        var manner: Manner
        var isStreamed: Bool

        var testDescription: String {
            "\(act) at \(moment), \(isInside ? "inside" : "outside"), \(manner)" + (isStreamed ? ", streamed" : "")
        }

        static let all: [Case] = Moment.allCases.flatMap { moment in
            Saboteur.Act.allCases.flatMap { act in
                [true, false].flatMap { isInside in
                    Manner.allCases.flatMap { manner in
                        [true, false].map {
                            Case(moment: moment, act: act, isInside: isInside, manner: manner, isStreamed: $0)
                        }
                    }
                }
            }
        }

        /// Moments that such a call does not have.
        var isReached: Bool {
            isStreamed ? ![.willParse, .parse, .didParse].contains(moment) : moment != .closure
        }

        /// Moments after which nothing looks at the time any more.
        var isHarmless: Bool {
            act == .timesOut
                && [.closure, .didRead, .attemptAfter, .callAfter, .willParse, .parse, .didParse].contains(moment)
        }
    }

    @Test(arguments: Case.all)
    func `nothing stays taken`(_ failure: Case) async throws {
        let saboteur = Saboteur(moment: failure.moment, act: failure.act)
        let (pool, clock) = (failure.manner.pool, ServiceClock(saboteur.clock))
        let rate = RateLimit(1000, per: .seconds(1), serverAdvice: ServerAdviceReader())
        let limits: [any ServicePlugin] = failure.isInside ? [pool, rate, saboteur] : [saboteur, pool, rate]
        let client = try ServiceClient(
            name: "test",
            baseURL: "https://api.test",
            endpoints: ["it": .post("/it", .poolWeight(2))],
            codec: saboteur,
            transport: saboteur,
            plugins: [Timeout(.seconds(60))] + limits,
            clock: clock
        )
        let task = Task {
            if failure.isStreamed {
                try await client.stream("it", payload: ["key": 1]) { response in
                    for try await _ in response.body {}
                    try saboteur.pass(.closure)
                }
            } else {
                try await client.call("it", payload: ["key": 1])
            }
        }
        let result = await task.result
        #expect(saboteur.reached.entries.contains(failure.moment) == failure.isReached)
        if failure.isReached, !failure.isHarmless {
            let error = #expect(throws: (any Error).self) { try result.get() }
            switch failure.act {
            case .fails: #expect((error as? ServiceError)?.cause is Sabotage)
            case .cancels: #expect(error is CancellationError)
            case .timesOut: #expect((error as? ServiceError)?.code == .deadlineExceeded)
            }
        } else {
            try result.get()
        }
        let wasReached =
            saboteur.reached.entries.contains(.attemptBefore) && failure.isInside
            || saboteur.reached.entries.contains(.willSend)
        #expect(pool.figures == PoolFigures(limit: wasReached ? 3 : 0, partitions: wasReached ? 1 : 0))
        #expect(rate.figures.pending == 0)
        guard wasReached else { return }
        let limiter = try #require(pool.partitions.limiter(of: "it"))
        #expect(limiter.withMachine { $0.acquire(3) } == 3)
    }

    @Test(arguments: [Saboteur.Act.fails, .cancels])
    func `a waiter that fails leaves nothing`(act: Saboteur.Act) async throws {
        let pool = Pool(limit: 1)
        let limiter = pool.partitions.all[0]
        _ = limiter.withMachine { $0.acquire(1) }
        let saboteur = Saboteur(moment: .willSend, act: act)
        let client = try ServiceClient.testing(pool, saboteur)
        let task = Task { try await client.call("a") }
        try await until { pool.figures.pending == 1 }
        // The permit is handed over, and its new holder fails.
        limiter.perform { $0.release(1) }
        _ = await task.result
        #expect(pool.figures == PoolFigures(limit: 1, partitions: 1))
    }

    @Test func `a task that is cancelled when its permit comes gives it back`() async throws {
        let pool = Pool(limit: 1)
        let limiter = pool.partitions.all[0]
        let client = try ServiceClient.testing(pool)
        for _ in 0..<200 {
            _ = limiter.withMachine { $0.acquire(1) }
            let task = Task { try await client.call("a") }
            try await until { pool.figures.pending == 1 }
            async let cancelled: Void = task.cancel()
            limiter.perform { $0.release(1) }
            await cancelled
            _ = await task.result
            #expect(pool.figures == PoolFigures(limit: 1, partitions: 1))
        }
    }
}
