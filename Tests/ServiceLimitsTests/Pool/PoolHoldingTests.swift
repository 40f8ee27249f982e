import ServiceCore
import Testing

@testable import ServiceLimits

/// How long a permit is kept.
@Suite(.timeLimit(.minutes(10)))
struct PoolHoldingTests {
    @Test(arguments: [(PoolHolding.end, [1, 1, 1]), (.head, [1, 0, 0])])
    func `in flight before the head, at the head and in the body`(holding: PoolHolding, inFlight: [Int]) async throws {
        let (pool, seen) = (Pool(limit: 1, holdsUntil: holding), Log<Int>())
        let look: @Sendable () -> Void = { seen.append(pool.figures.inFlight) }
        let client = try ServiceClient.testing(
            pool,
            OnHead(body: look),
            transport: ClosureTransport { _ in
                look()
                return .streamed { [chunks = Log<Int>()] in
                    chunks.append(0)
                    if chunks.entries.count == 1 { return Array("[1".utf8) }
                    if chunks.entries.count > 2 { return nil }
                    look()
                    return Array("]".utf8)
                }
            }
        )
        try await client.call("a")
        #expect(seen.entries == inFlight)
        #expect(pool.figures.inFlight == 0)
        seen.removeAll()
        try await client.stream("a") { response in
            look()
            for try await _ in response.body {}
        }
        #expect(seen.entries == [inFlight[0], inFlight[1], inFlight[2], inFlight[2]])
        #expect(pool.figures.inFlight == 0)
    }

    @Test func `a permit that came back at the head goes to the next, and does not come back twice`() async throws {
        let (pool, entered, leave) = (Pool(limit: 1, holdsUntil: .head), Gate(), Gate())
        let client = try ServiceClient.testing(pool)
        let download = Task {
            try await client.stream("a") { _ in
                entered.open()
                try await leave.wait()
            }
        }
        try await entered.wait()
        let limiter = pool.partitions.all[0]
        #expect(limiter.withMachine { $0.acquire(1) } == 1)
        leave.open()
        try await download.value
        // The end of the download took nothing from the one who has the permit now.
        #expect(pool.figures.inFlight == 1)
    }

    @Test func `the transport of the session is the same again afterwards`() async throws {
        let transports = Log<Bool>()
        let client = try ServiceClient.testing(
            Pool(limit: 1, holdsUntil: .head),
            WatchEnd(log: transports) { $0.transport is ClosureTransport }
        )
        try await client.call("a")
        #expect(transports.entries == [true])
    }
}

/// Does something when the head is there.
private struct OnHead: ResponseReceiving {
    let body: @Sendable () -> Void

    func didReceive(_ response: inout ServiceResponse, session: inout ServiceSession) {
        body()
    }
}
