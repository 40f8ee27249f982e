import ServiceCore
import ServiceMocks
import Testing

/// Time is injected.
struct TimeTests {
    @Test func aClockCountsFromTheMomentOfItsWrapping() async throws {
        let manual = ManualClock()
        manual.advance(by: .seconds(5))
        let clock = ServiceClock(manual)
        #expect(clock.now.offset == .zero)
        manual.advance(by: .seconds(2))
        #expect(clock.now.offset == .seconds(2))
        #expect(clock.minimumResolution == manual.minimumResolution)
        // A clock that is wrapped already stays as it is.
        #expect(ServiceClock(clock).now == clock.now)
    }

    @Test func clocksAreEqualWhereTheirInstantsCanBeCompared() {
        let manual = ManualClock()
        let clock = ServiceClock(manual)
        #expect(clock == ServiceClock(clock))
        #expect(clock != ServiceClock(manual))
        #expect(ServiceClock(ContinuousClock()) == .continuous)
        #expect(clock != .continuous)
    }

    @Test func sleepingOnIt() async throws {
        let manual = ManualClock()
        let clock = ServiceClock(manual)
        let task = Task { try await clock.sleep(until: ServiceClock.Instant(offset: .seconds(3))) }
        try await manual.waitForSleepers()
        #expect(manual.nextDeadline?.offset == .seconds(3))
        manual.advance(by: .seconds(3))
        try await task.value
        let cancelled = Task { try await clock.sleep(for: .seconds(1)) }
        try await manual.waitForSleepers()
        cancelled.cancel()
        #expect(await cancelled.endedInCancellation)
    }

    @Test func aWaitWithoutAnEndInSightIsNotAnOverflow() async throws {
        let sleeper = Task { try await Deadline(in: .seconds(Int64.max)).sleep() }
        sleeper.cancel()
        #expect(await sleeper.endedInCancellation)
        let manual = ManualClock()
        let task = Task { try await ServiceClock(manual).sleep(for: .seconds(Int64.max)) }
        try await manual.waitForSleepers()
        #expect(manual.nextDeadline?.offset == .seconds(3_000_000_000))
        task.cancel()
        #expect(await task.endedInCancellation)
    }

    @Test func theUsualClockGoesOn() {
        let clock = ServiceClock.continuous
        let before = clock.now
        #expect(clock.now >= before)
        #expect(before.duration(to: before.advanced(by: .seconds(1))) == .seconds(1))
    }

    @Test func aDeadline() async throws {
        let manual = ManualClock()
        let deadline = Deadline(in: .seconds(2), on: ServiceClock(manual))
        #expect(deadline.remaining == .seconds(2))
        #expect(!deadline.hasPassed)
        let task = Task { try await deadline.sleep() }
        try await manual.waitForSleepers()
        manual.advance(by: .seconds(2))
        try await task.value
        #expect(deadline.hasPassed)
        #expect(deadline.remaining == .zero)
    }
}
