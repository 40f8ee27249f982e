/// How the delays of many calls are distributed.
public struct Latency: Hashable, Sendable {
    /// Shares of the calls, each with the delay that they do not exceed, in ascending order.
    private let points: [Point]

    private struct Point: Hashable, Sendable {
        let share: Double
        let delay: Duration
    }

    /// The same delay for every call; a negative one is none.
    public static func fixed(_ delay: Duration) -> Latency {
        Latency(points: [Point(share: 0, delay: delay)])
    }

    /// Any delay of a range, each as often as the others.
    public static func uniform(_ range: ClosedRange<Duration>) -> Latency {
        Latency(points: [Point(share: 0, delay: range.lowerBound), Point(share: 1, delay: range.upperBound)])
    }

    /// Delays as a dashboard shows them, evenly distributed between these.
    ///
    /// - Parameters:
    ///   - minimum: The shortest. Default: none.
    ///   - median: What half of the calls do not exceed.
    ///   - p99: What 99 % do not exceed.
    ///   - maximum: The longest.
    public static func percentiles(
        minimum: Duration = .zero,
        median: Duration,
        p99: Duration,
        maximum: Duration
    ) -> Latency {
        Latency(points: [
            Point(share: 0, delay: minimum), Point(share: 0.5, delay: median), Point(share: 0.99, delay: p99),
            Point(share: 1, delay: maximum),
        ])
    }

    /// The delay that this share of the calls does not exceed.
    func duration(at share: Double) -> Duration {
        let last = points.last?.delay ?? .zero
        guard let end = points.firstIndex(where: { $0.share > share }), end > 0 else { return max(last, .zero) }
        let (low, high) = (points[end - 1], points[end])
        let position = (share - low.share) / (high.share - low.share)
        return max(low.delay + (high.delay - low.delay) * position, .zero)
    }
}
