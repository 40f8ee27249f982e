import TestSupport
import Testing

@testable import ServiceLimits

/// Random interleavings of everything that can happen to a pool, against the naive model: 1,500 seeds of 120 steps.
struct PoolStateModelTests {
    /// One run.
    private struct Run {
        var random: SplitMix
        let driver: MachineDriver<PoolState<TestOwner, Int>>
        var model: PoolModel
        var held: [Int] = []
        var now = Duration.zero
        var owners = (0..<3).map { _ in TestOwner() }
        var number = 0
        var seen = 0

        init(seed: UInt64) {
            random = SplitMix(seed: seed)
            let limit = Int.random(in: 1...4, using: &random)
            let pendingLimit = [nil, nil, 0, 1, 3, 8].randomElement(using: &random) ?? nil
            driver = MachineDriver(PoolState(limit: limit, pendingLimit: pendingLimit))
            model = PoolModel(limit: limit, pendingLimit: pendingLimit)
        }

        mutating func step() {
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<8: arrive()
            case 8..<10:
                guard let number = driver.unparked.sorted().randomElement(using: &random) else { break }
                driver.park(number)
            case 10..<14:
                guard let index = held.indices.randomElement(using: &random) else { break }
                release(at: index)
            case 14..<16:
                guard let number = driver.keys.keys.sorted().randomElement(using: &random) else { break }
                driver.cancel(number)
                model.cancel(number)
            case 16..<18:
                now += .milliseconds(Int.random(in: 0...3000, using: &random))
                let now = now
                driver.perform { $0.tick(now) }
                model.tick(now)
            case 18:
                let limit = Int.random(in: 1...5, using: &random)
                driver.perform { $0.setLimit(limit) }
                model.setLimit(limit)
            default:
                let index = Int.random(in: 0..<owners.count, using: &random)
                owners[index].close()
                driver.perform { $0.close() }
                model.close()
                owners[index] = TestOwner()
            }
            collect()
        }

        mutating func release(at index: Int) {
            let permits = held.remove(at: index)
            driver.perform { $0.release(permits) }
            model.release(permits)
        }

        private mutating func arrive() {
            number += 1
            let weight = Int.random(in: 0...3, using: &random)
            let owner = owners.randomElement(using: &random) ?? TestOwner()
            var expiry: Expiry?
            if Bool.random(using: &random) {
                let reasons: [LimitRefusal.Reason] = [.deadline, .pendingTimeout]
                expiry = Expiry(
                    at: now + .milliseconds(Int.random(in: -100...5000, using: &random)),
                    reason: reasons.randomElement(using: &random) ?? .deadline
                )
            }
            let now = now
            let admission = driver.arrive(number) {
                $0.arrive(weight: weight, now: now, expiry: expiry, owner: owner)
            }
            let waiter = PoolModel.Waiter(number: number, weight: weight, expiry: expiry, owner: owner)
            #expect(admission.label == model.arrive(waiter, now: now))
            if case .granted(let permits) = admission { held.append(permits) }
        }

        /// What has ended since the last time, in the model's order: those with a continuation were resumed in it, the others
        /// find it when they park.
        mutating func collect() {
            let ended = model.ended[seen...].map(\.number)
            #expect(
                driver.resumed.suffix(driver.resumed.count - resumedBefore)
                    == ended.filter { !driver.unparked.contains($0) }[...]
            )
            resumedBefore = driver.resumed.count
            for (_, outcome) in model.ended[seen...] {
                if outcome.hasPrefix("granted ") { held.append(Int(outcome.dropFirst(8)) ?? 0) }
            }
            seen = model.ended.count
            #expect(driver.machine.inFlight == model.inFlight)
            #expect(driver.machine.inFlight == held.reduce(0, +))
            #expect(driver.machine.queue.count == model.waiting.count)
            #expect(driver.machine.limit == model.limit)
            #expect(driver.machine.nextAlarm == model.waiting.compactMap { $0.expiry?.at }.min())
        }

        private var resumedBefore = 0
    }

    @Test(arguments: 0..<15)
    func `a hundred runs each`(block: UInt64) {
        for seed in (block * 100)..<(block * 100 + 100) {
            var run = Run(seed: seed)
            for _ in 0..<120 { run.step() }
            // At rest nothing is taken, nobody waits, and the full limit can be taken.
            while !run.held.isEmpty {
                run.release(at: 0)
                run.collect()
            }
            run.driver.parkAll()
            let (machine, model) = (run.driver.machine, run.model)
            #expect(run.driver.keys.isEmpty)
            #expect(
                run.driver.outcomes.mapValues(\.label)
                    == Dictionary(uniqueKeysWithValues: model.ended.map { ($0.number, $0.outcome) })
            )
            #expect(machine.inFlight == 0 && machine.queue.isEmpty, "seed \(seed)")
            #expect(run.driver.machine.acquire(machine.limit) == machine.limit)
        }
    }
}
