import Testing

@testable import ServiceLimits

/// Transitions of a rate limit, as a value.
struct RateStateTests {
    private typealias Machine = RateState<TestOwner, Int>

    private func driver(_ rates: Rate...) -> MachineDriver<Machine> {
        MachineDriver(Machine(rates))
    }

    private func arrive(
        _ number: Int,
        _ driver: MachineDriver<Machine>,
        weight: Int = 1,
        now: Double = 0,
        until expiry: Double? = nil
    ) -> Admission {
        let admission = driver.arrive(number) {
            $0.arrive(
                weight: weight,
                now: .seconds(now),
                expiry: expiry.map { Expiry(at: .seconds($0), reason: .deadline) },
                owner: TestOwner()
            )
        }
        driver.park(number)
        return admission
    }

    @Test func `starts are told in the order of arrival`() {
        let limit = driver(.gcra(1, per: .seconds(1)))
        #expect(arrive(1, limit) == .granted(1))
        #expect(arrive(2, limit).key != nil)
        #expect(arrive(3, limit).key != nil)
        #expect(limit.machine.nextAlarm == .seconds(1))
        limit.perform { $0.tick(.seconds(1)) }
        #expect(limit.resumed == [2])
        #expect(limit.machine.nextAlarm == .seconds(2))
        limit.perform { $0.tick(.seconds(2)) }
        #expect(limit.resumed == [2, 3])
        #expect(limit.machine.nextAlarm == nil)
    }

    @Test func `whose turn would come too late is refused at once, with the time after which to come again`() {
        let limit = driver(.gcra(1, per: .seconds(1)))
        #expect(arrive(1, limit) == .granted(1))
        #expect(arrive(2, limit, until: 1).key != nil)
        let refusal = arrive(3, limit, now: 0.5, until: 1.9).refusal
        #expect(refusal == Refusal(reason: .deadline, limit: 1, inFlight: nil, pending: 1, retryAfter: .seconds(1.5)))
        // Whoever is refused leaves no trace.
        #expect(arrive(4, limit, now: 0.5, until: 2).key != nil)
    }

    @Test func `when one leaves, those behind move up`() {
        let limit = driver(.slidingLog(1, per: .seconds(1)))
        for number in 1...4 { _ = arrive(number, limit) }
        limit.cancel(2)
        limit.cancel(3)
        #expect(limit.machine.nextAlarm == .seconds(1))
        limit.perform { $0.tick(.seconds(1)) }
        #expect(limit.outcomes[4] == .granted(1))
    }

    @Test func `a heavy one that leaves lets a light one start at once`() {
        let limit = driver(.gcra(10, per: .seconds(10), burst: 4))
        #expect(arrive(1, limit, weight: 2) == .granted(2))
        #expect(arrive(2, limit, weight: 4).key != nil)
        #expect(arrive(3, limit).key != nil)
        #expect(limit.outcomes.isEmpty)
        limit.cancel(2)
        #expect(limit.outcomes[3] == .granted(1))
    }

    @Test func `several rates count together or not at all`() {
        let limit = driver(.gcra(10, per: .seconds(1)), .slidingLog(3, per: .seconds(60)))
        for number in 1...3 { #expect(arrive(number, limit) == .granted(1)) }
        #expect(arrive(4, limit, until: 59).refusal?.retryAfter == .seconds(60))
        // The rate that would have admitted it has not counted it.
        #expect(limit.machine.wait(weight: 7, now: .zero) == .seconds(180))
        #expect(arrive(5, limit, now: 60) == .granted(1))
    }

    @Test func `a clock that goes back stands still until it has come back`() {
        let limit = driver(.slidingLog(1, per: .seconds(10)), .gcra(1, per: .seconds(10)))
        #expect(arrive(1, limit, now: 100) == .granted(1))
        #expect(limit.machine.wait(weight: 1, now: .seconds(50)) == .seconds(10))
        #expect(arrive(2, limit, now: 50).key != nil)
        #expect(limit.machine.nextAlarm == .seconds(110))
        limit.perform { $0.tick(.seconds(60)) }
        #expect(limit.outcomes.isEmpty)
        limit.perform { $0.tick(.seconds(110)) }
        #expect(limit.outcomes[2] == .granted(1))
    }

    @Test func `a clock that jumps ahead gives no more than the burst`() {
        let limit = driver(.gcra(10, per: .seconds(1), burst: 3), .slidingLog(5, per: .seconds(1)))
        for number in 1...3 { #expect(arrive(number, limit) == .granted(1)) }
        for number in 4...9 { #expect(arrive(number, limit).key != nil) }
        limit.perform { $0.tick(.seconds(1_000_000)) }
        #expect(limit.resumed == [4, 5, 6])
        limit.perform { $0.tick(.seconds(Int64.max)) }
        #expect(limit.resumed == [4, 5, 6, 7, 8, 9])
    }

    @Test func `a clock that stands still admits the burst and no more`() {
        let limit = driver(.gcra(1_000_000, per: .seconds(1), burst: 5))
        let admissions = (1...10).map { arrive($0, limit) }
        #expect(admissions.count { $0 == .granted(1) } == 5)
    }

    @Test func `a restriction makes those who wait start later, and refuses whose turn comes too late by it`() {
        let limit = driver(.gcra(1, per: .seconds(1)))
        _ = arrive(1, limit)
        for (number, expiry) in [(2, nil), (3, 3), (4, nil), (5, 30)] as [(Int, Double?)] {
            _ = arrive(number, limit, until: expiry)
        }
        limit.perform { $0.restrict(to: 0, until: .seconds(10), now: .zero) }
        #expect(limit.outcomes.keys.sorted() == [3])
        #expect(limit.outcomes[3]?.reason == .deadline)
        #expect(limit.machine.nextAlarm == .seconds(10))
        // It does not loosen: a later word that allows more changes nothing.
        limit.perform { $0.restrict(to: 100, until: .seconds(20), now: .seconds(1)) }
        limit.perform { $0.tick(.seconds(9)) }
        #expect(limit.resumed == [3])
        limit.perform { $0.tick(.seconds(10)) }
        limit.perform { $0.tick(.seconds(11)) }
        limit.perform { $0.tick(.seconds(12)) }
        #expect(limit.resumed == [3, 2, 4, 5])
    }

    @Test func `a restriction lets so many start and no more`() {
        let limit = driver(.gcra(100, per: .seconds(1)))
        limit.perform { $0.restrict(to: 2, until: .seconds(5), now: .zero) }
        #expect(limit.machine.available(at: .zero) == 2)
        #expect(!limit.machine.isAsNew(at: .zero))
        let admissions = (1...4).map { arrive($0, limit) }
        #expect(admissions.count { $0 == .granted(1) } == 2)
        limit.perform { $0.tick(.seconds(5)) }
        #expect(limit.resumed == [3, 4])
    }

    @Test func `looking takes nothing`() {
        let limit = driver(.gcra(1, per: .seconds(1)))
        for _ in 0..<3 { #expect(limit.machine.wait(weight: 1, now: .zero) == .zero) }
        _ = arrive(1, limit)
        for _ in 0..<3 { #expect(limit.machine.wait(weight: 1, now: .zero) == .seconds(1)) }
        _ = arrive(2, limit)
        #expect(limit.machine.wait(weight: 1, now: .seconds(0.5)) == .seconds(1.5))
        #expect(limit.machine.available(at: .seconds(0.5)) == 0)
    }

    @Test func `those who wait are looked through ten times a second at most, however often the limit becomes tighter`()
    {
        let limit = driver(.gcra(1, per: .seconds(1)))
        _ = arrive(1, limit)
        for number in 2...1_000 { _ = arrive(number, limit, until: Double(number * 2)) }
        var moments: [Int] = []
        for millisecond in 0..<990 {
            let (now, before) = (Duration.milliseconds(millisecond), limit.resumed.count)
            if let alarm = limit.machine.nextAlarm, alarm <= now { limit.perform { $0.tick(now) } }
            // Each says a little more than the one before, and by each a few come too late.
            limit.perform { $0.restrict(to: 0, until: .seconds(10 + millisecond), now: now) }
            if limit.resumed.count > before { moments.append(millisecond) }
        }
        #expect(moments == [0, 100, 200, 300, 400, 500, 600, 700, 800, 900])
        // It holds at once all the same.
        #expect(limit.machine.wait(weight: 1, now: .milliseconds(990)) > .seconds(990))
        #expect(limit.outcomes.values.allSatisfy { $0.reason == .deadline })
    }

    @Test func `what says no more than is known is not looked at`() {
        let limit = driver(.gcra(1, per: .seconds(1)))
        _ = arrive(1, limit)
        _ = arrive(2, limit, until: 30)
        limit.perform { $0.restrict(to: 0, until: .seconds(10), now: .zero) }
        limit.perform { $0.restrict(to: 0, until: .seconds(9), now: .milliseconds(10)) }
        limit.perform { $0.restrict(to: 3, until: .seconds(10), now: .milliseconds(20)) }
        #expect(limit.machine.nextAlarm == .seconds(10))
        limit.perform { $0.restrict(to: 0, until: .seconds(40), now: .milliseconds(30)) }
        #expect(limit.machine.nextAlarm == .milliseconds(100))
        #expect(limit.outcomes.isEmpty)
        limit.perform { $0.tick(.milliseconds(100)) }
        #expect(limit.outcomes[2]?.reason == .deadline)
        #expect(limit.machine.nextAlarm == nil)
    }
}
