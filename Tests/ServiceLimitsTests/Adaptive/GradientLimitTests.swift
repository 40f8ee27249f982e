import TestSupport
import Testing

@testable import ServiceLimits

struct GradientLimitTests {
    private func simulation(
        from initial: Int = 20,
        workers: Int,
        bounds: ClosedRange<Int> = 1...200,
        seed: UInt64 = 1
    ) -> Simulation<GradientLimit> {
        let limit = GradientLimit(initial: initial, bounds: bounds, tolerance: 1.5)
        return Simulation(limit, from: initial, workers: workers, seed: seed)
    }

    @Test(arguments: [1, 20, 200], [4, 10, 20])
    func `it settles near the knee, wherever it begins`(initial: Int, workers: Int) {
        var simulation = simulation(from: initial, workers: workers)
        _ = simulation.run(for: .seconds(2400))
        let report = simulation.run(for: .seconds(1200))
        #expect(report.limits.upperBound >= workers)
        #expect(report.limits.upperBound <= workers * 3)
        #expect(report.throughput > Double(workers) * 0.93)
        #expect(report.averageDuration < .milliseconds(2700))
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `it does not creep`(seed: UInt64) {
        var simulation = simulation(workers: 10, seed: seed)
        _ = simulation.run(for: .seconds(1200))
        for _ in 0..<6 {
            let report = simulation.run(for: .seconds(1200))
            #expect(report.limits.upperBound <= 28)
            #expect(report.throughput > 9.3)
        }
    }

    @Test func `a service that becomes slow gets no more at a time, and all is as before when that is over`() {
        var simulation = simulation(workers: 10)
        _ = simulation.run(for: .seconds(1200))
        simulation.serviceTime = .seconds(8)
        let slow = simulation.run(for: .seconds(600))
        #expect(slow.limits.upperBound <= 28)
        simulation.serviceTime = .seconds(1)
        _ = simulation.run(for: .seconds(300))
        let report = simulation.run(for: .seconds(1200))
        #expect(report.throughput > 9.3)
        #expect(report.limits.upperBound <= 28)
    }

    @Test func `it learns that a service is slower for good`() {
        var simulation = simulation(workers: 10)
        _ = simulation.run(for: .seconds(1200))
        simulation.serviceTime = .seconds(4)
        _ = simulation.run(for: .seconds(3600))
        let report = simulation.run(for: .seconds(3600))
        #expect(report.throughput > 2.3)
        #expect(report.limits.upperBound <= 30)
    }

    @Test(arguments: [1, 5, 9])
    func `it does not grow while it is not used`(demand: Int) {
        var simulation = simulation(workers: 50)
        simulation.demand = demand
        let report = simulation.run(for: .seconds(3600))
        #expect(report.limits == 20...20)
    }

    @Test func `it grows when it is used again`() {
        var simulation = simulation(workers: 50)
        simulation.demand = 5
        _ = simulation.run(for: .seconds(600))
        simulation.demand = .max
        _ = simulation.run(for: .seconds(600))
        let report = simulation.run(for: .seconds(600))
        #expect(report.throughput > 46)
    }

    @Test func `it shrinks when the service refuses`() {
        var simulation = simulation(from: 100, workers: 50)
        simulation.capacity = 12
        _ = simulation.run(for: .seconds(600))
        let report = simulation.run(for: .seconds(600))
        #expect(report.limits.upperBound <= 24)
        #expect(report.throughput > 8)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `it stays within its bounds, whatever it sees`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let lower = Int.random(in: 1...20, using: &random)
        let bounds = lower...Int.random(in: lower...60, using: &random)
        var limit = GradientLimit(initial: .random(in: 0...100, using: &random), bounds: bounds, tolerance: 1.5)
        var now: Duration = .zero
        let endings: [AttemptSample.Ending] = [.success, .success, .success, .overload, .timeout, .other]
        for step in 0..<2_000 {
            now += .milliseconds(Int.random(in: 0...400, using: &random))
            let duration: Duration = .microseconds(step % 7 == 0 ? 0 : Int.random(in: 0...5_000_000, using: &random))
            let sample = AttemptSample(
                start: now - duration,
                end: now,
                ending: step % 500 < 300 ? .success : endings.randomElement(using: &random) ?? .success
            )
            let next = limit.limit(after: sample, inFlight: .random(in: 1...80, using: &random))
            #expect(bounds.contains(next))
        }
    }

    @Test(arguments: [Duration.zero, .milliseconds(-5)])
    func `attempts that seem to take no time, or less, do not stop it`(duration: Duration) {
        var limit = GradientLimit(initial: 20, bounds: 1...200, tolerance: 1.5)
        var last = 20
        for number in 0..<600 {
            let end = Duration.milliseconds(number * 200)
            let sample = AttemptSample(start: end - duration, end: end, ending: .success)
            last = limit.limit(after: sample, inFlight: last)
        }
        #expect(last > 20)
    }

    @Test func `cancelled attempts change nothing`() {
        var limit = GradientLimit(initial: 20, bounds: 1...200, tolerance: 1.5)
        let before = limit
        for second in 0..<1_000 {
            let end = Duration.seconds(second)
            #expect(limit.limit(after: AttemptSample(start: .zero, end: end, ending: .other), inFlight: 20) == 20)
        }
        #expect(limit == before)
    }

    /// A limit of 40 in the first moment of a probe.
    private func probing() -> (limit: GradientLimit, now: Duration) {
        var (limit, now) = (GradientLimit(initial: 40, bounds: 1...40, tolerance: 1.5), Duration.zero)
        var last = 40
        while last == 40, now < .seconds(1000) {
            now += .milliseconds(100)
            let sample = AttemptSample(start: now - .milliseconds(50), end: now, ending: .success)
            last = limit.limit(after: sample, inFlight: 40)
        }
        return (limit, now)
    }

    @Test(arguments: [AttemptSample.Ending.other, .timeout, .overload, .success])
    func `a probe ends, however its attempts do`(ending: AttemptSample.Ending) {
        var (limit, now) = probing()
        // Those that were under way tell nothing of the quiet.
        let earlier = AttemptSample(start: now - .seconds(1), end: now + .milliseconds(1), ending: ending)
        #expect(limit.limit(after: earlier, inFlight: 40) == 10)
        let end = now + .seconds(11)
        var last = 40
        while now < end {
            now += .milliseconds(200)
            let sample = AttemptSample(start: now - .milliseconds(50), end: now, ending: ending)
            last = limit.limit(after: sample, inFlight: 5)
        }
        #expect(ending == .other ? last == 40 : last > 20)
    }

    @Test func `a probe for which nobody comes ends with the first who does`() {
        var (limit, now) = probing()
        now += .seconds(3600)
        #expect(limit.limit(after: AttemptSample(start: now, end: now, ending: .other), inFlight: 1) == 40)
    }

    @Test func `one refusal among a thousand answers changes nothing`() {
        var limit = GradientLimit(initial: 20, bounds: 1...200, tolerance: 1.5)
        var last = 20
        for number in 0..<20_000 {
            let end = Duration.milliseconds(number)
            let ending: AttemptSample.Ending = number % 1000 == 500 ? .overload : .success
            last = limit.limit(
                after: AttemptSample(start: end - .milliseconds(10), end: end, ending: ending),
                inFlight: last
            )
        }
        #expect(last > 25)
    }
}
