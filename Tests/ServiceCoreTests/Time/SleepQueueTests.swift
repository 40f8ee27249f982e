import ServiceMocks
import TestSupport
import Testing

@testable import ServiceCore

struct SleepQueueTests {
    private let clock = ManualClock()

    private func makeQueue() -> SleepQueue<ManualClock> {
        SleepQueue(clock, origin: clock.now)
    }

    @Test func aSleeperWakesAtItsDeadlineAndNotBefore() async throws {
        let queue = makeQueue()
        let task = Task { try await queue.sleep(untilElapsed: .seconds(2)) }
        try await clock.waitForSleepers()
        #expect(clock.nextDeadline == .init(offset: .seconds(2)))
        clock.advance(by: .seconds(2))
        try await task.value
        #expect(clock.sleeperCount == 0)
    }

    @Test(arguments: [0, -1])
    func aDeadlineThatHasComeOrPassedNeedsNoWaiting(seconds: Int) async throws {
        try await makeQueue().sleep(untilElapsed: .seconds(seconds))
        #expect(clock.sleeperCount == 0)
    }

    /// What it is for: with the clock's own sleeps, each of them would leave something behind for a minute.
    @Test func sleepsThatAreCancelledNeedOneSleepOfTheClock() async throws {
        let queue = makeQueue()
        for _ in 0..<100 {
            let task = Task { try await queue.sleep(untilElapsed: clock.now.offset + .seconds(60)) }
            try await clock.waitForSleepers()
            task.cancel()
            #expect(await task.endedInCancellation)
            clock.advance(by: .milliseconds(1))
        }
        #expect(clock.sleeperCount == 1)
        // It finds nobody, and does not begin again.
        clock.advance(by: .seconds(60))
        #expect(clock.sleeperCount == 0)
    }

    @Test func shortSleepsBesideALongOneLeaveNothingBehind() async throws {
        let queue = makeQueue()
        let late = Task { try await queue.sleep(untilElapsed: .seconds(60)) }
        try await clock.waitForSleepers()
        for number in 1...50 {
            let early = Task { try await queue.sleep(untilElapsed: .seconds(number)) }
            while clock.nextDeadline != .init(offset: .seconds(number)) { await Task.yield() }
            clock.advance(by: .seconds(1))
            try await early.value
        }
        #expect(clock.sleeperCount == 1)
        clock.advance(by: .seconds(10))
        try await late.value
    }

    @Test func anEarlierDeadlineIsNotKeptWaitingByALaterOne() async throws {
        let queue = makeQueue()
        let late = Task { try await queue.sleep(untilElapsed: .seconds(60)) }
        try await clock.waitForSleepers(count: 1)
        let early = Task { try await queue.sleep(untilElapsed: .seconds(1)) }
        try await clock.waitForSleepers(count: 2)
        clock.advance(by: .seconds(1))
        try await early.value
        // The alarm for the late one is the one that was set before.
        #expect(clock.nextDeadline == .init(offset: .seconds(60)))
        clock.advance(by: .seconds(59))
        try await late.value
    }

    @Test func aTaskThatIsCancelledAlreadyDoesNotSleep() async {
        let queue = makeQueue()
        let task = Task {
            cancelCurrentTask()
            try await queue.sleep(untilElapsed: .zero)
        }
        #expect(await task.endedInCancellation)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func everySleepEndsOnceHoweverTimeAndCancellationRace(seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        let queue = makeQueue()
        let deadlines = (0..<200).map { _ in Duration.milliseconds(Int.random(in: 1...50, using: &random)) }
        let sleepers = deadlines.map { deadline in Task { try await queue.sleep(untilElapsed: deadline) } }
        let cancelled = Set((0..<200).filter { _ in Bool.random(using: &random) })
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for number in cancelled { sleepers[number].cancel() } }
            // The alarms are set one after the other, so the time moves until nobody sleeps any more.
            let isOver = Locked(false)
            group.addTask {
                while !isOver.value {
                    clock.advance(by: .milliseconds(1))
                    await Task.yield()
                }
            }
            for (number, sleeper) in sleepers.enumerated() {
                let ended = await sleeper.endedInCancellation
                #expect(!ended || cancelled.contains(number))
            }
            isOver.withLock { $0 = true }
        }
    }
}
