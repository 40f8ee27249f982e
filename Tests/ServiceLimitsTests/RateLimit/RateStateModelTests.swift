import TestSupport
import Testing

@testable import ServiceLimits

/// Random interleavings of everything that can happen to a rate limit, against the naive model: 1,500 seeds of 70 steps, and as many with
/// two or three rates of GCRA.
struct RateStateModelTests {
    /// One run.
    private struct Run {
        var random: SplitMix
        let driver: MachineDriver<RateState<TestOwner, Int>>
        var model: RateModel
        var waiting: [RateModel.Waiter] = []
        var now = Duration.zero
        var number = 0
        let pendingLimit: Int?
        /// Whether the start that is told at arrival is exact: see `RateLimit`.
        let isExact: Bool
        let maximumWeight: Int
        /// Whether the timer rings at the very moment; else it may be late.
        let isPunctual: Bool
        var resumedBefore = 0
        var owner = TestOwner()

        init(seed: UInt64, isSteady: Bool = false) {
            random = SplitMix(seed: seed)
            var rates: [Rate] = []
            for _ in 0..<Int.random(in: isSteady ? 2...3 : 1...2, using: &random) {
                let limit = Int.random(in: 1...6, using: &random)
                let period = Duration.microseconds(Int.random(in: 1...9, using: &random) * 101)
                rates.append(
                    !isSteady && Bool.random(using: &random)
                        ? .slidingLog(limit, per: period)
                        : .gcra(limit, per: period, burst: Int.random(in: 1...5, using: &random))
                )
            }
            pendingLimit = [nil, nil, nil, 0, 3].randomElement(using: &random) ?? nil
            let most = rates.map(\.maximumWeight).min() ?? 1
            let isWeighted = Bool.random(using: &random)
            maximumWeight = isWeighted ? min(most, 3) : 1
            isExact = !rates.contains { $0.algorithm == .log } || rates.count == 1 && !isWeighted
            isPunctual = Bool.random(using: &random)
            driver = MachineDriver(RateState(rates, pendingLimit: pendingLimit))
            model = RateModel(rates: rates)
        }

        private var nanoseconds: Nanoseconds { now.wholeNanoseconds }

        mutating func step() {
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<9: arrive()
            case 9..<11:
                guard let number = driver.unparked.sorted().randomElement(using: &random) else { break }
                driver.park(number)
            case 11..<13:
                guard let number = driver.keys.keys.sorted().randomElement(using: &random) else { break }
                waiting.removeAll { $0.number == number }
                driver.cancel(number)
                // Whoever is first now may start, though the clock has not rung.
                settle()
            case 13..<19:
                let target = now + .microseconds(Int.random(in: 0...400, using: &random))
                while isPunctual, let alarm = driver.machine.nextAlarm, alarm < target { tick(max(now, alarm)) }
                tick(target)
            default:
                owner.close()
                waiting = []
                driver.perform { $0.close() }
                owner = TestOwner()
                settle()
            }
            check()
        }

        private mutating func arrive() {
            number += 1
            // The timer may be late, and whoever comes find one who could have started.
            if !isPunctual, Bool.random(using: &random) { now += .microseconds(Int.random(in: 0...50, using: &random)) }
            let weight = Int.random(in: 1...maximumWeight, using: &random)
            var expiry: Expiry?
            if Bool.random(using: &random) {
                expiry = Expiry(
                    at: now + .microseconds(Int.random(in: 0...900, using: &random)),
                    reason: .pendingTimeout
                )
            }
            let (now, owner) = (now, owner)
            let admission = driver.arrive(number) {
                $0.arrive(weight: weight, now: now, expiry: expiry, owner: owner)
            }
            // A timer that is late finds the queue as it is: nobody who comes overtakes.
            let plan = model.plan(waiting.map(\.weight) + [weight], from: nanoseconds)
            let start = plan[plan.count - 1]
            let waits = !waiting.isEmpty || start > nanoseconds
            switch admission {
            case .granted(let granted):
                #expect(!waits && granted == weight)
                model.starts.append(RateModel.Start(time: nanoseconds, weight: weight))
            case .refused(let refusal):
                let told = nanoseconds + (refusal.retryAfter ?? .zero).wholeNanoseconds
                #expect(waits)
                #expect(isExact && !isLate ? told == start : told <= start)
                if refusal.reason == .pendingLimit {
                    #expect(waiting.count == pendingLimit)
                } else {
                    // Nobody is refused who could have started in time.
                    #expect(expiry.map { $0.at < Duration(nanoseconds: start) } == true)
                }
            case .waits:
                #expect(waits && waiting.count < pendingLimit ?? .max)
                if isExact, !isLate { #expect(expiry.map { $0.at >= Duration(nanoseconds: start) } ?? true) }
                waiting.append(RateModel.Waiter(number: number, weight: weight, expiry: expiry))
            }
        }

        /// Whether the first who waits could have started, and the timer has not rung.
        private var isLate: Bool {
            waiting.first.map { model.admits($0.weight, at: nanoseconds, after: model.starts) } ?? false
        }

        private mutating func tick(_ moment: Duration) {
            now = moment
            waiting.removeAll { $0.expiry.map { $0.at < moment } ?? false }
            driver.perform { $0.tick(moment) }
            settle()
        }

        /// What the machine has decided, in the order of arrival: those who may start have, and whose turn comes too late has
        /// left.
        private mutating func settle() {
            while let first = waiting.first {
                if model.admits(first.weight, at: nanoseconds, after: model.starts) {
                    model.starts.append(RateModel.Start(time: nanoseconds, weight: first.weight))
                    expectEnded(first.number, "granted \(first.weight)")
                } else if let expiry = first.expiry,
                    expiry.at < Duration(nanoseconds: model.plan([first.weight], from: nanoseconds)[0])
                {
                    expectEnded(first.number, "pendingTimeout")
                } else {
                    return
                }
                waiting.removeFirst()
            }
        }

        private mutating func expectEnded(_ number: Int, _ outcome: String) {
            driver.park(number)
            #expect(driver.outcomes[number]?.label == outcome)
        }

        private mutating func check() {
            // Those who expired with others before them have left as well, and nobody else.
            waiting.removeAll { waiter in
                driver.park(waiter.number)
                guard let outcome = driver.outcomes[waiter.number] else { return false }
                #expect(outcome.reason == .pendingTimeout && waiter.expiry.map { $0.at <= now } == true)
                return true
            }
            #expect(driver.machine.queue.count == waiting.count)
            let started = driver.resumed[resumedBefore...].filter {
                driver.outcomes[$0]?.reason == nil && driver.outcomes[$0] != .cancelled
            }
            #expect(started == started.sorted(), "in the order of arrival")
            resumedBefore = driver.resumed.count
            if let first = waiting.first, !isLate {
                let start = model.plan([first.weight], from: nanoseconds)[0]
                let expiry = waiting.compactMap { $0.expiry?.at }.min() ?? .seconds(Int64.max)
                #expect(driver.machine.nextAlarm == min(Duration(nanoseconds: start), expiry))
            }
            let available = waiting.isEmpty ? available : 0
            #expect(driver.machine.available(at: now) == available)
        }

        private var available: Int {
            var weight = 0
            while model.admits(weight + 1, at: nanoseconds, after: model.starts) { weight += 1 }
            return weight
        }

        /// When everybody has gone and time has passed, the limit is as new.
        mutating func rest() {
            while let alarm = driver.machine.nextAlarm { tick(max(now, alarm)) }
            check()
            #expect(waiting.isEmpty)
            driver.parkAll()
            #expect(driver.keys.isEmpty)
            #expect(driver.machine.isAsNew(at: now + .seconds(1)))
        }
    }

    @Test(arguments: 0..<30, [false, true])
    func `fifty runs each`(block: UInt64, isSteady: Bool) {
        for seed in (block * 50)..<(block * 50 + 50) {
            var run = Run(seed: seed, isSteady: isSteady)
            for _ in 0..<70 { run.step() }
            run.rest()
            expectNoRateBroken(run.model)
        }
    }

    /// No window of any offset has more than its limit, no stretch of time more than the burst and its share.
    private func expectNoRateBroken(_ model: RateModel) {
        for rate in model.rates {
            let period = rate.period.wholeNanoseconds
            for (index, first) in model.starts.enumerated() {
                var sum = 0
                for last in model.starts[index...] {
                    sum += last.weight
                    switch rate.algorithm {
                    case .log: #expect(last.time >= first.time + period || sum <= rate.limit)
                    case .cells(let burst):
                        #expect(Int128(sum - burst) * period < (last.time - first.time + 1) * Int128(rate.limit))
                    }
                }
            }
        }
    }
}
