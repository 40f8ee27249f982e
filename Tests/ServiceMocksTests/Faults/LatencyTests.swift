import Testing

@testable import ServiceMocks

struct LatencyTests {
    private let percentiles = Latency.percentiles(
        median: .milliseconds(20),
        p99: .milliseconds(300),
        maximum: .milliseconds(1300)
    )

    @Test(arguments: [
        (0.0, 0), (0.25, 10_000), (0.5, 20_000), (0.99, 300_000), (0.995, 800_000), (1.0, 1_300_000),
    ])
    func `percentiles are met, and between them it is even`(share: Double, microseconds: Int) {
        let delay = percentiles.duration(at: share)
        #expect(abs((delay - .microseconds(microseconds)) / .microseconds(1)) < 1)
    }

    @Test(arguments: [(0.0, 10), (0.5, 15), (1.0, 20)])
    func `uniform`(share: Double, milliseconds: Int) {
        #expect(
            Latency.uniform(.milliseconds(10) ... .milliseconds(20)).duration(at: share) == .milliseconds(milliseconds)
        )
    }

    @Test func `one that is fixed, negative or has equal points`() {
        #expect(Latency.fixed(.seconds(2)).duration(at: 0.7) == .seconds(2))
        #expect(Latency.fixed(.seconds(-2)).duration(at: 0.7) == .zero)
        #expect(Latency.uniform(.seconds(-2) ... .seconds(-1)).duration(at: 0.5) == .zero)
        #expect(Latency.uniform(.seconds(1) ... .seconds(1)).duration(at: 0.5) == .seconds(1))
    }
}
