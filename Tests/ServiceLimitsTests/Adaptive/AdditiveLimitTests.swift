import TestSupport
import Testing

@testable import ServiceLimits

struct AdditiveLimitTests {
    private func simulation(from initial: Int = 20, bounds: ClosedRange<Int> = 1...200) -> Simulation<AdditiveLimit> {
        let limit = AdditiveLimit(initial: initial, bounds: bounds, step: 1, backoff: 0.9)
        var simulation = Simulation(limit, from: initial, workers: 10)
        simulation.serviceTime = .milliseconds(200)
        return simulation
    }

    @Test(arguments: [1, 20, 100], [10, 30])
    func `it stays about what the service takes`(initial: Int, capacity: Int) {
        var simulation = simulation(from: initial)
        simulation.capacity = capacity
        _ = simulation.run(for: .seconds(300))
        let report = simulation.run(for: .seconds(300))
        #expect(report.limits.upperBound <= capacity + capacity / 3)
        #expect(report.limits.lowerBound >= capacity / 2)
        // The workers could do 50; a service without a queue is idle whenever the limit is below them.
        #expect(report.throughput > 35)
    }

    @Test func `a step in every window that is used, a factor in every one that is overloaded`() {
        var simulation = simulation(from: 20)
        let growing = simulation.run(for: .seconds(60))
        #expect(growing.limits == 20...simulation.limit)
        #expect((50...80).contains(simulation.limit))
        simulation.capacity = 0
        // What was sent before is answered in between.
        let shrinking = simulation.run(for: .seconds(120))
        #expect(shrinking.limits.lowerBound <= 5)
    }

    @Test func `it does not grow while it is not used`() {
        var simulation = simulation()
        simulation.demand = 9
        let report = simulation.run(for: .seconds(600))
        #expect(report.limits == 20...20)
    }

    @Test func `it stays within its bounds`() {
        var growing = simulation(from: 5, bounds: 4...12)
        let grown = growing.run(for: .seconds(600))
        #expect(grown.limits == 5...12)
        growing.capacity = 0
        let shrunk = growing.run(for: .seconds(600))
        #expect(shrunk.limits == 4...12)
    }

    @Test func `a burst of refusals is one`() {
        var limit = AdditiveLimit(initial: 100, bounds: 1...200, step: 1, backoff: 0.9)
        for number in 0..<90 {
            let sample = AttemptSample(start: .zero, end: .milliseconds(number), ending: .overload)
            #expect(limit.limit(after: sample, inFlight: 100) == 100)
        }
        let last = AttemptSample(start: .zero, end: .seconds(2), ending: .success)
        #expect(limit.limit(after: last, inFlight: 100) == 90)
    }
}
