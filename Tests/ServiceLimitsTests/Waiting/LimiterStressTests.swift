import ServiceCore
import ServiceMocks
import Synchronization
import TestSupport
import Testing

@testable import ServiceLimits

/// Calls that come, are cancelled, time out, fail and are closed on many threads at once, while the limit changes.
@Suite(.timeLimit(.minutes(5)))
struct LimiterStressTests {
    @Test(arguments: 0..<4)
    func `a pool comes to rest`(seed: UInt64) async throws {
        let manual = ManualClock()
        let clock = ServiceClock(manual)
        let pool = Pool(limit: 3, pendingLimit: 20, pendingTimeout: .milliseconds(50))
        let limiter = pool.partitions.all[0]
        let (running, workers) = (Log<Int>(), Log<UInt64>())
        let client = try ServiceClient.testing(
            pool,
            transport: ClosureTransport { _ in
                await Task.yield()
                running.append(pool.figures.inFlight)
                return .text("{}")
            },
            clock: clock
        )
        let closing = try ServiceClient.testing(pool, clock: clock)
        await withTaskGroup { group in
            for worker in 0..<8 as Range<UInt64> {
                group.addTask {
                    var random = SplitMix(seed: seed << 8 | worker)
                    for _ in 0..<150 {
                        let weight = Int.random(in: 0...4, using: &random)
                        let task = Task { try await client.call("a", .poolWeight(weight)) }
                        switch Int.random(in: 0..<6, using: &random) {
                        case 0: task.cancel()
                        case 1: manual.advance(by: .milliseconds(Int.random(in: 0...60, using: &random)))
                        case 2: limiter.perform { $0.setLimit(3) }
                        case 3:
                            await Task.yield()
                            task.cancel()
                        default: break
                        }
                        _ = await task.result
                    }
                    workers.append(worker)
                }
            }
            group.addTask { await closing.close() }
            // The time goes on as long as anybody works.
            while workers.entries.count < 8 {
                manual.advance(by: .milliseconds(1))
                await Task.yield()
            }
        }
        #expect(pool.figures.inFlight == 0)
        #expect(pool.figures.pending == 0)
        #expect(running.entries.allSatisfy { $0 <= 3 })
        #expect(limiter.withMachine { $0.acquire(3) } == 3)
    }

    @Test(arguments: 0..<4)
    func `a rate limit comes to rest`(seed: UInt64) async throws {
        let manual = ManualClock()
        let rate = RateLimit(.slidingLog(5, per: .seconds(1)), .gcra(3, per: .seconds(1)), pendingTimeout: .seconds(3))
        let client = try ServiceClient.testing(rate, clock: manual)
        let workers = Log<UInt64>()
        await withTaskGroup { group in
            for worker in 0..<8 as Range<UInt64> {
                group.addTask {
                    var random = SplitMix(seed: seed << 8 | worker)
                    for _ in 0..<100 {
                        let weight = Int.random(in: 0...3, using: &random)
                        let task = Task { try await client.call("a", .rateLimitWeight(weight)) }
                        if Int.random(in: 0..<4, using: &random) == 0 { task.cancel() }
                        _ = await task.result
                    }
                    workers.append(worker)
                }
            }
            // The time goes on as long as anybody works.
            while workers.entries.count < 8 {
                manual.advance(by: .milliseconds(100))
                await Task.yield()
            }
        }
        #expect(rate.figures.pending == 0)
        manual.advance(by: .seconds(60))
        #expect(rate.figures.available == 3)
    }

    @Test(arguments: 0..<4)
    func `a partition in use is never given up, however many want room`(seed: UInt64) async throws {
        let pool = Pool(limit: 1, partition: LimitPartition(maximumCount: 6) { request, _ in request.url.path })
        let running = Mutex<[String: Int]>([:])
        let (crowds, refusals) = (Log<Int>(), Log<LimitRefusal.Reason>())
        let names = (0..<20).map(String.init)
        let endpoints = names.reduce(into: [:] as Endpoints) { $0.append($1, .get("/\($1)")) }
        let client = try ServiceClient.testing(
            pool,
            transport: ClosureTransport { path in
                running.withLock { $0[path, default: 0] += 1 }
                crowds.append(running.withLock { $0[path, default: 0] })
                for _ in 0..<3 { await Task.yield() }
                running.withLock { $0[path, default: 0] -= 1 }
                return .text("{}")
            },
            endpoints: endpoints
        )
        await withTaskGroup { group in
            for worker in 0..<8 as Range<UInt64> {
                group.addTask {
                    var random = SplitMix(seed: seed << 8 | worker)
                    for _ in 0..<200 {
                        let name = names.randomElement(using: &random) ?? ""
                        let task = Task { try await client.call(name) }
                        if Int.random(in: 0..<6, using: &random) == 0 { task.cancel() }
                        if let refusal = await task.serviceError?.limitRefusal { refusals.append(refusal.reason) }
                    }
                }
            }
        }
        #expect(crowds.entries.allSatisfy { $0 == 1 })
        #expect(refusals.entries.allSatisfy { $0 == .partitionLimit })
        #expect(pool.figures.inFlight == 0 && pool.figures.pending == 0)
        #expect(pool.figures.rejected == LimitRejections(partitionLimit: refusals.entries.count))
        #expect(pool.figures.partitions <= 6)
    }
}
