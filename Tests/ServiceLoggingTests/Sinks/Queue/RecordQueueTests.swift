import TestSupport
import Testing

@testable import ServiceLogging

struct RecordQueueTests {
    static func record(_ number: Int = 0) -> LogRecord {
        LogRecord(action: .request, level: .info, service: "\(number)", endpoint: "", time: .ofTests)
    }

    /// A queue by reference, so that an expectation may change it.
    final class Shared<Waiter> {
        private var queue: RecordQueue<Waiter>

        init(capacity: Int) {
            queue = RecordQueue(capacity: capacity)
        }

        var lost: Int { queue.lost }
        func take(_ record: LogRecord) -> Bool { queue.take(record) }
        func next() -> (records: [LogRecord], lost: Int)? { queue.next() }
        func finish(told: Int, failed: Int) -> [Waiter] { queue.finish(told: told, failed: failed) }
        func makeWaiterID() -> Int { queue.makeWaiterID() }
        func wait(_ waiter: Waiter, id: Int) -> Bool { queue.wait(waiter, id: id) }
        func leave(_ id: Int) -> Waiter? { queue.leave(id) }
    }

    @Test func `one task is started, and ends when there is nothing left`() {
        let queue = Shared<Int>(capacity: 3)
        #expect(queue.take(Self.record(1)))
        #expect(!queue.take(Self.record(2)))
        #expect(queue.next()?.records.map(\.service) == ["1", "2"])
        #expect(!queue.take(Self.record(3)), "while the first are written")
        #expect(queue.finish(told: 0, failed: 0).isEmpty)
        #expect(queue.next()?.records.map(\.service) == ["3"])
        #expect(queue.finish(told: 0, failed: 0).isEmpty)
        #expect(queue.next()?.lost == nil)
        #expect(queue.take(Self.record(4)), "the task has ended")
    }

    @Test func `what has no room is counted, and told once`() {
        let queue = Shared<Int>(capacity: 2)
        for number in 1...5 { _ = queue.take(Self.record(number)) }
        #expect(queue.lost == 3)
        let first = queue.next()
        #expect(first?.records.map(\.service) == ["1", "2"])
        #expect(first?.lost == 3)
        _ = queue.take(Self.record(6))
        #expect(queue.lost == 4, "those that are being written have their room until they are")
        _ = queue.finish(told: 3, failed: 0)
        #expect(queue.next()?.lost == nil)
        _ = queue.take(Self.record(7))
        let second = queue.next()
        #expect(second?.records.map(\.service) == ["7"])
        #expect(second?.lost == 1)
    }

    @Test func `what could not be written is lost, and told with what can`() {
        let queue = Shared<Int>(capacity: 9)
        _ = queue.take(Self.record())
        _ = queue.take(Self.record())
        _ = queue.next()
        _ = queue.finish(told: 0, failed: 2)
        #expect(queue.lost == 2)
        #expect(queue.next()?.lost == nil, "a sink that fails is not called for the loss alone")
        _ = queue.take(Self.record())
        #expect(queue.next()?.lost == 2)
        _ = queue.finish(told: 0, failed: 1)
        _ = queue.take(Self.record())
        #expect(queue.next()?.lost == 3)
        _ = queue.finish(told: 3, failed: 0)
        _ = queue.take(Self.record())
        #expect(queue.next()?.lost == 0)
    }

    @Test func `whoever waits goes when what was there is written, and not earlier`() {
        let queue = Shared<String>(capacity: 9)
        #expect(!queue.wait("nobody", id: queue.makeWaiterID()))
        _ = queue.take(Self.record())
        #expect(queue.wait("a", id: queue.makeWaiterID()))
        _ = queue.next()
        _ = queue.take(Self.record())
        #expect(queue.wait("b", id: queue.makeWaiterID()))
        let leaving = queue.makeWaiterID()
        #expect(queue.wait("c", id: leaving))
        #expect(queue.leave(leaving) == "c")
        #expect(queue.leave(leaving) == nil)
        #expect(queue.finish(told: 0, failed: 0) == ["a"])
        _ = queue.next()
        #expect(queue.finish(told: 0, failed: 1) == ["b"], "what failed is over too")
        #expect(!queue.wait("nobody", id: queue.makeWaiterID()))
    }

    /// Random steps against a model: every record is written or lost, in order, and no waiter is forgotten.
    @Test(arguments: 0..<50)
    func `any order of steps`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let capacity = Int.random(in: 1...4, using: &random)
        let queue = Shared<Int>(capacity: capacity)
        var (taken, kept, written, lost, told, running) = (0, [Int](), [Int](), 0, 0, false)
        var batch: (records: [Int], lost: Int)?
        var waiting: [Int: Int] = [:]
        for _ in 0..<400 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0, 1:
                taken += 1
                let hasRoom = kept.count + (batch?.records.count ?? 0) < capacity
                let starts = queue.take(Self.record(taken))
                #expect(starts == (hasRoom && !running))
                if hasRoom { kept.append(taken) } else { lost += 1 }
                running = running || starts
            case 2 where running && batch == nil:
                let next = queue.next()
                #expect(next?.records.map(\.service) == (kept.isEmpty ? nil : kept.map(String.init)))
                batch = next.map { (kept, $0.lost) }
                running = next != nil
                kept = []
            case 3:
                if let current = batch {
                    let failed = Bool.random(using: &random)
                    let ready = queue.finish(
                        told: failed ? 0 : current.lost,
                        failed: failed ? current.records.count : 0
                    )
                    if failed {
                        lost += current.records.count
                    } else {
                        told += current.lost; written += current.records
                    }
                    let open = kept.count
                    for waiter in ready {
                        #expect(waiting.removeValue(forKey: waiter) != nil)
                    }
                    if open == 0 { #expect(waiting.isEmpty) }
                    batch = nil
                } else {
                    let id = queue.makeWaiterID()
                    if queue.wait(id, id: id) { waiting[id] = taken }
                }
            default: break
            }
            #expect(queue.lost == lost)
        }
        #expect(written == written.sorted())
        #expect(told <= lost)
        #expect(written.count + lost + kept.count + (batch?.records.count ?? 0) == taken)
    }
}
