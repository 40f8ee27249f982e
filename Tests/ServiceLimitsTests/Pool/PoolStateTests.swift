import Testing

@testable import ServiceLimits

/// Every transition of the permits, as a value.
struct PoolStateTests {
    private typealias Machine = PoolState<TestOwner, Int>

    /// A pool whose permits are all taken, with waiters 1, 2, 3 … of these weights.
    private func full(
        _ limit: Int = 1,
        pendingLimit: Int? = nil,
        weights: [Int] = [],
        expiries: [Int?] = [],
        owner: TestOwner = TestOwner()
    ) -> MachineDriver<Machine> {
        let driver = MachineDriver(Machine(limit: limit, pendingLimit: pendingLimit))
        #expect(driver.machine.acquire(limit) == limit)
        for (index, weight) in weights.enumerated() {
            let expiry = (index < expiries.count ? expiries[index] : nil).map {
                Expiry(at: .seconds($0), reason: .pendingTimeout)
            }
            let admission = driver.arrive(index + 1) {
                $0.arrive(weight: weight, now: .zero, expiry: expiry, owner: owner)
            }
            #expect(admission.key != nil)
            driver.park(index + 1)
        }
        return driver
    }

    @Test func `permits are granted up to the limit, and come back`() {
        let pool = Subject(Machine(limit: 2))
        #expect(pool.value.acquire(1) == 1)
        #expect(pool.value.acquire(1) == 1)
        #expect(pool.value.acquire(1) == nil)
        #expect(pool.value.inFlight == 2)
        #expect(pool.value.release(1).outcomes.isEmpty)
        #expect(pool.value.acquire(1) == 1)
    }

    @Test(arguments: [(weight: 0, permits: 0), (1, 1), (3, 3), (4, 3), (Int.max, 3)])
    func `a weight counts up to the limit`(weight: Int, permits: Int) {
        let pool = Subject(Machine(limit: 3))
        #expect(pool.value.acquire(weight) == permits)
        #expect(pool.value.inFlight == permits)
    }

    @Test func `a weight of zero never waits`() {
        let driver = full(weights: [1])
        let admission = driver.arrive(2) { $0.arrive(weight: 0, now: .zero, expiry: nil, owner: TestOwner()) }
        #expect(admission == .granted(0))
        driver.perform { $0.release(0) }
        #expect(driver.machine.inFlight == 1)
    }

    @Test func `a permit goes straight to the first who waits`() {
        let driver = full(weights: [1, 1])
        driver.perform { $0.release(1) }
        #expect(driver.outcomes == [1: .granted(1)])
        #expect(driver.machine.inFlight == 1)
        // Nobody overtakes: the second still waits, and a newcomer comes behind it.
        #expect(driver.machine.acquire(1) == nil)
        driver.perform { $0.release(1) }
        #expect(driver.resumed == [1, 2])
    }

    @Test func `a newcomer does not overtake one who waits for more`() {
        let driver = full(2, weights: [2])
        driver.perform { $0.release(1) }
        #expect(driver.machine.inFlight == 1)
        #expect(driver.machine.acquire(1) == nil)
        driver.perform { $0.release(1) }
        #expect(driver.outcomes == [1: .granted(2)])
    }

    @Test func `whoever leaves makes way for those behind`() {
        let driver = full(2, weights: [2, 1])
        driver.perform { $0.release(1) }
        #expect(driver.outcomes.isEmpty)
        driver.cancel(1)
        #expect(driver.outcomes == [1: .cancelled, 2: .granted(1)])
        #expect(driver.machine.inFlight == 2)
    }

    @Test func `a cancellation before the continuation is kept for it`() {
        let driver = full()
        _ = driver.arrive(1) { $0.arrive(weight: 1, now: .zero, expiry: nil, owner: TestOwner()) }
        driver.cancel(1)
        #expect(driver.machine.queue.isEmpty)
        #expect(driver.outcomes.isEmpty)
        driver.park(1)
        #expect(driver.outcomes == [1: .cancelled])
    }

    @Test func `a permit that comes before the continuation is kept for it, whoever cancels then`() {
        let driver = full()
        _ = driver.arrive(1) { $0.arrive(weight: 1, now: .zero, expiry: nil, owner: TestOwner()) }
        driver.perform { $0.release(1) }
        driver.cancel(1)
        driver.park(1)
        #expect(driver.outcomes == [1: .granted(1)])
        #expect(driver.machine.inFlight == 1)
    }

    @Test(arguments: [0, 1, 2])
    func `the pending limit is exact`(pendingLimit: Int) {
        let driver = full(pendingLimit: pendingLimit, weights: Array(repeating: 1, count: pendingLimit))
        let refused = driver.arrive(9) { $0.arrive(weight: 1, now: .zero, expiry: nil, owner: TestOwner()) }
        #expect(
            refused == .refused(Refusal(reason: .pendingLimit, limit: 1, inFlight: 1, pending: pendingLimit))
        )
        #expect(driver.machine.rejections.pendingLimit == 1)
        guard pendingLimit > 0 else { return }
        // Whoever leaves makes room for one more.
        driver.cancel(1)
        let waits = driver.arrive(10) { $0.arrive(weight: 1, now: .zero, expiry: nil, owner: TestOwner()) }
        #expect(waits.key != nil)
    }

    @Test(arguments: [LimitRefusal.Reason.pendingTimeout, .deadline])
    func `a wait ends when its limit has come, and not before`(reason: LimitRefusal.Reason) {
        let driver = full()
        _ = driver.arrive(1) {
            $0.arrive(weight: 1, now: .zero, expiry: Expiry(at: .seconds(2), reason: reason), owner: TestOwner())
        }
        driver.park(1)
        #expect(driver.machine.nextAlarm == .seconds(2))
        driver.perform { $0.tick(.seconds(2) - .nanoseconds(1)) }
        #expect(driver.outcomes.isEmpty)
        driver.perform { $0.tick(.seconds(2)) }
        #expect(driver.outcomes == [1: .refused(Refusal(reason: reason, limit: 1, inFlight: 1, pending: 0))])
        #expect(driver.machine.nextAlarm == nil)
        // The permit is not lost to one who has gone.
        driver.perform { $0.release(1) }
        #expect(driver.machine.acquire(1) == 1)
    }

    @Test func `a wait whose limit has passed does not begin`() {
        let driver = full()
        let refused = driver.arrive(1) {
            $0.arrive(
                weight: 1,
                now: .seconds(2),
                expiry: Expiry(at: .seconds(2), reason: .deadline),
                owner: TestOwner()
            )
        }
        #expect(refused.refusal?.reason == .deadline)
    }

    @Test func `limits pass in their own order, and a heavy one that goes lets a light one in`() {
        let driver = full(3, weights: [1, 3, 1], expiries: [5, 3, 9])
        driver.perform { $0.release(1) }
        #expect(driver.outcomes == [1: .granted(1)])
        driver.perform { $0.release(1) }
        #expect(driver.outcomes.count == 1)
        driver.perform { $0.tick(.seconds(3)) }
        #expect(driver.outcomes[2]?.reason == .pendingTimeout)
        #expect(driver.outcomes[3] == .granted(1))
    }

    @Test func `closing refuses the waiters of the closed client alone`() {
        let (closed, open) = (TestOwner(), TestOwner())
        let driver = full(2, weights: [2], owner: closed)
        for number in [2, 3] {
            _ = driver.arrive(number) {
                $0.arrive(weight: 1, now: .zero, expiry: nil, owner: number == 2 ? open : closed)
            }
            driver.park(number)
        }
        driver.perform { $0.release(1) }
        closed.close()
        driver.perform { $0.close() }
        #expect(driver.outcomes[1]?.reason == .clientClosed)
        #expect(driver.outcomes[2] == .granted(1))
        #expect(driver.outcomes[3]?.reason == .clientClosed)
        #expect(driver.machine.rejections == LimitRejections(clientClosed: 2))
    }

    @Test func `a call of a closed client may have a free permit, and does not wait`() {
        let owner = TestOwner()
        owner.close()
        let pool = Subject(Machine(limit: 1))
        #expect(pool.value.arrive(weight: 1, now: .zero, expiry: nil, owner: owner) == .granted(1))
        #expect(pool.value.arrive(weight: 1, now: .zero, expiry: nil, owner: owner).refusal?.reason == .clientClosed)
    }

    @Test func `a higher limit lets the next in`() {
        let driver = full(weights: [1, 1, 1])
        driver.perform { $0.setLimit(3) }
        #expect(driver.resumed == [1, 2])
        #expect(driver.machine.inFlight == 3)
    }

    @Test func `a lower limit waits for what is beyond it`() {
        let driver = full(3, weights: [1])
        driver.perform { $0.setLimit(1) }
        #expect(driver.machine.inFlight == 3)
        driver.perform { $0.release(1) }
        driver.perform { $0.release(1) }
        #expect(driver.outcomes.isEmpty)
        driver.perform { $0.release(1) }
        #expect(driver.outcomes == [1: .granted(1)])
    }

    @Test func `a limit that falls below what somebody waits for lets it run alone`() {
        let driver = full(4, weights: [3])
        driver.perform { $0.setLimit(2) }
        driver.perform { $0.release(4) }
        #expect(driver.outcomes == [1: .granted(2)])
        driver.perform { $0.release(2) }
        #expect(driver.machine.inFlight == 0)
    }

    @Test(arguments: [0, -1, Int.min])
    func `no limit is less than one`(limit: Int) {
        let pool = Subject(Machine(limit: limit))
        #expect(pool.value.limit == 1)
        _ = pool.value.setLimit(limit)
        #expect(pool.value.limit == 1)
    }

    @Test func `a limit that finds itself is told what was in flight`() {
        struct Halving: LimitAdapting {
            mutating func limit(after sample: AttemptSample, inFlight: Int) -> Int {
                sample.ending == .overload ? inFlight / 2 : inFlight + 1
            }
        }
        let pool = Subject(Machine(limit: 4, adaptation: Halving()))
        #expect(pool.value.acquire(4) == 4)
        _ = pool.value.release(1, sample: AttemptSample(start: .zero, end: .seconds(1), ending: .overload))
        #expect(pool.value.limit == 2)
        _ = pool.value.release(1, sample: AttemptSample(start: .zero, end: .seconds(1), ending: .success))
        #expect(pool.value.limit == 4)
        _ = pool.value.release(1)
        #expect(pool.value.limit == 4)
    }
}
