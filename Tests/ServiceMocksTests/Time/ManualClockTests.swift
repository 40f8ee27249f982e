import ServiceCore
import ServiceMocks
import Testing

struct ManualClockTests {
    let clock = ManualClock()

    @Test func `the time stands until it is moved, and never goes back`() {
        let start = clock.now
        clock.advance(by: .seconds(3))
        clock.advance(by: .seconds(-2))
        clock.advance(to: start.advanced(by: .seconds(1)))
        #expect(start.duration(to: clock.now) == .seconds(3))
        clock.advance(to: start.advanced(by: .seconds(5)))
        #expect(start.duration(to: clock.now) == .seconds(5))
    }

    @Test(arguments: [0, -1])
    func `a deadline that has come or passed needs no waiting`(seconds: Int) async throws {
        try await clock.sleep(for: .seconds(seconds))
        #expect(clock.sleeperCount == 0)
    }

    @Test func `a sleeper wakes at its deadline and not before`() async throws {
        let sleeper = Task { [clock] in
            try await clock.sleep(for: .seconds(2))
            return clock.now
        }
        try await clock.waitForSleepers(count: 1)
        #expect(clock.nextDeadline == .init(offset: .seconds(2)))
        clock.advance(by: .seconds(2) - .nanoseconds(1))
        #expect(clock.sleeperCount == 1)
        clock.advance(by: .nanoseconds(1))
        #expect(clock.sleeperCount == 0)
        #expect(try await sleeper.value == .init(offset: .seconds(2)))
    }

    @Test func `steps wake the sleepers in the order of their deadlines`() async throws {
        let deadlines = [5, 1, 4, 2, 3]
        let order = try await withThrowingTaskGroup { group in
            var order: [Int] = []
            for seconds in deadlines {
                group.addTask { [clock] in
                    try await clock.sleep(for: .seconds(seconds))
                    return seconds
                }
            }
            try await clock.waitForSleepers(count: deadlines.count)
            for remaining in deadlines.indices.reversed() {
                let next = try #require(clock.nextDeadline)
                clock.advance(to: next)
                #expect(clock.sleeperCount == remaining)
                order.append(try #require(try await group.next()))
            }
            return order
        }
        #expect(order == [1, 2, 3, 4, 5])
    }

    @Test func `a cancelled sleeper leaves at once`() async throws {
        let sleeper = Task { [clock] in try await clock.sleep(for: .seconds(60)) }
        try await clock.waitForSleepers()
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
        #expect(clock.sleeperCount == 0)
        #expect(clock.nextDeadline == nil)
    }

    @Test func `a task that is cancelled already does not sleep`() async {
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask { [clock] in try await clock.sleep(for: .zero) }
                try await group.waitForAll()
            }
        }
    }

    @Test func `waiting for sleepers can be cancelled`() async {
        let waiting = Task { [clock] in try await clock.waitForSleepers(count: 2) }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }

    @Test func `cancellations and wake-ups that race end every sleep exactly once`() async throws {
        try await withThrowingTaskGroup { group in
            let sleepers = (0..<500).map { number in
                Task { [clock] in try await clock.sleep(for: .milliseconds(number % 50)) }
            }
            group.addTask { for number in stride(from: 0, to: 500, by: 2) { sleepers[number].cancel() } }
            group.addTask { [clock] in for _ in 0..<50 { clock.advance(by: .milliseconds(1)) } }
            try await group.waitForAll()
            for sleeper in sleepers { _ = await sleeper.result }
        }
        #expect(clock.sleeperCount == 0)
    }

    @Test func `a client's clock can be driven by it`() async throws {
        let deadline = Deadline(in: .seconds(2), on: ServiceClock(clock))
        let waiting = Task { try await deadline.sleep() }
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(2))
        try await waiting.value
        #expect(deadline.hasPassed)
    }
}
