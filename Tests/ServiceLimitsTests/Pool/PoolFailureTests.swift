import ServiceCore
import Testing

@testable import ServiceLimits

/// Whatever happens, and wherever in a call: nothing stays taken, and the full limit can be taken afterwards.
@Suite(.timeLimit(.minutes(10)))
struct PoolFailureTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var moment: Moment
        var cancels: Bool
        var isInside: Bool
        var holding: PoolHolding
        var isStreamed: Bool

        var testDescription: String {
            "\(cancels ? "cancelled" : "failed") at \(moment), \(isInside ? "inside" : "outside"), until \(holding)"
                + (isStreamed ? ", streamed" : "")
        }

        static let all: [Case] = Moment.allCases.flatMap { moment in
            [true, false].flatMap { cancels in
                [true, false].flatMap { isInside in
                    [PoolHolding.end, .head].flatMap { holding in
                        [true, false].map {
                            Case(moment: moment, cancels: cancels, isInside: isInside, holding: holding, isStreamed: $0)
                        }
                    }
                }
            }
        }

        /// Moments that such a call does not have.
        var isReached: Bool {
            isStreamed ? ![.willParse, .parse, .didParse].contains(moment) : moment != .closure
        }
    }

    @Test(arguments: Case.all)
    func `nothing stays taken`(_ failure: Case) async throws {
        let saboteur = Saboteur(moment: failure.moment, cancels: failure.cancels)
        let pool = Pool(limit: 3, holdsUntil: failure.holding, partition: .endpoint)
        let rate = RateLimit(1000, per: .seconds(1))
        let plugins: [any ServicePlugin] = failure.isInside ? [pool, rate, saboteur] : [saboteur, pool, rate]
        let client = try ServiceClient(
            name: "test",
            baseURL: "https://api.test",
            endpoints: ["it": .post("/it", .poolWeight(2))],
            codec: saboteur,
            transport: saboteur,
            plugins: plugins
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
        if failure.isReached {
            let error = #expect(throws: (any Error).self) { try result.get() }
            #expect(failure.cancels ? error is CancellationError : (error as? ServiceError)?.cause is Sabotage)
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

    @Test(arguments: [true, false])
    func `a waiter that fails leaves nothing`(cancels: Bool) async throws {
        let pool = Pool(limit: 1)
        let limiter = pool.partitions.all[0]
        _ = limiter.withMachine { $0.acquire(1) }
        let saboteur = Saboteur(moment: .willSend, cancels: cancels)
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
