import ServiceMocks
import Testing

struct FaultPlanTests {
    private func hit(_ plan: FaultPlan, of calls: Int = 20) -> [Int] {
        (1...calls).filter { !plan.faults(forCall: $0).isEmpty }
    }

    @Test func `the n-th call, every n-th, all and none`() {
        #expect(hit([]) == [])
        #expect(hit([.call(3, .reset())]) == [3])
        #expect(hit([.call(0, .reset())]) == [])
        #expect(hit([.every(7, .reset())]) == [7, 14])
        #expect(hit([.every(0, .reset()), .every(-1, .reset())]) == [])
        #expect(hit([.always(.reset())]) == Array(1...20))
        #expect(hit([.share(0, seed: 1, .reset())]) == [])
        #expect(hit([.share(1, seed: 1, .reset())]) == Array(1...20))
    }

    @Test func `the faults of all rules come together, in order`() {
        let plan: FaultPlan = [.always(.delay(.seconds(1)), .malformed), .call(2, .reset())]
        #expect(plan.faults(forCall: 1) == [.delay(.seconds(1)), .malformed])
        #expect(plan.faults(forCall: 2) == [.delay(.seconds(1)), .malformed, .reset()])
    }

    @Test(arguments: [0.01, 0.2, 0.5, 0.9])
    func `a share is the same for a seed, and about what it says`(share: Double) {
        let calls = 20_000
        let hits = hit([.share(share, seed: 5, .reset())], of: calls)
        #expect(hits == hit([.share(share, seed: 5, .reset())], of: calls))
        #expect(hits != hit([.share(share, seed: 6, .reset())], of: calls))
        // Six standard deviations.
        let expected = Double(calls) * share
        #expect(abs(Double(hits.count) - expected) < 6 * (expected * (1 - share)).squareRoot())
    }

    @Test func `a latency delays every call before its head, each by its own time`() {
        let latency = Latency.uniform(.seconds(1) ... .seconds(2))
        let plan: FaultPlan = [.latency(latency, seed: 3)]
        let delays = (1...100).map { plan.faults(forCall: $0) }
        #expect(delays.allSatisfy { $0.count == 1 })
        #expect(Set(delays).count == 100)
        #expect(delays == (1...100).map { plan.faults(forCall: $0) })
        #expect(FaultPlan([.latency(.fixed(.seconds(1)), seed: 3)]).faults(forCall: 7) == [.delay(.seconds(1))])
    }
}
