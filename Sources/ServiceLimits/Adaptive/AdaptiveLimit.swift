import ServiceCore

/// How the limit of a ``Pool`` finds itself.
///
/// Use one where nobody knows how many requests a service can bear at a time, or where that changes. It watches the attempts: those that
/// were successful, how long they took; those that the service refused as overloaded (429, 503, 504), and those that it did not answer in
/// time. Everything else is ignored: cancelled attempts, other errors, a timeout of an attempt that had less time than attempts usually
/// take, and the time for which an attempt waited at another limit behind the pool. The limit is changed once for each window of at least a second and ten attempts, and it does not grow while less than half of it
/// is used. A window counts as overloaded when 1 % of its attempts were refused or not answered in time: of ten attempts one is enough, of
/// a thousand it takes ten.
///
/// ```swift
/// Pool(limit: .gradient())                                 // from 20, between 1 and 200
/// Pool(limit: .additive(from: 10, within: 2...50))
/// ```
public struct AdaptiveLimit: Sendable {
    let initial: Int
    let problems: [String]
    let adaptation: any LimitAdapting

    /// Looks at how long attempts take: the limit shrinks when they take longer than they would without a queue at the service, and grows
    /// when they do not. It works before the service has to refuse anything.
    ///
    /// How long attempts take without a queue is learned from times with little load. When there are none, the limit is a quarter of what
    /// it is for about a second in every half minute, to find out; where the attempts of that time tell nothing, for ten times as long at
    /// most.
    ///
    /// Under full load the limit settles where attempts take about `tolerance` to twice `tolerance` times as long as they would alone:
    /// nothing of what the service can do is lost, and the queue in it stays short.
    ///
    /// - Parameters:
    ///   - initial: What the limit begins with, within its bounds. Default: 20.
    ///   - bounds: The least and the most that the limit becomes, within 1 to 1,000,000. Default: 1 to 200.
    ///   - tolerance: How many times as long as without a queue an attempt may take, from 1 to 10. Default: 1.5.
    public static func gradient(
        from initial: Int = 20,
        within bounds: ClosedRange<Int> = 1...200,
        tolerance: Double = 1.5
    ) -> AdaptiveLimit {
        var problems = problems(initial: initial, bounds: bounds)
        if !(1...10).contains(tolerance) {
            problems.append("the tolerance of its limit is \(tolerance): give a number from 1 to 10")
        }
        return AdaptiveLimit(
            initial: initial,
            problems: problems,
            adaptation: GradientLimit(initial: initial, bounds: bounds, tolerance: tolerance)
        )
    }

    /// Grows by a step in every window in which it is used, and shrinks by a factor in every window in which the service was overloaded.
    ///
    /// It does not look at how long attempts take: use it where that differs too much to mean something, and the service does refuse what
    /// it cannot bear.
    ///
    /// - Parameters:
    ///   - initial: What the limit begins with, within its bounds. Default: 20.
    ///   - bounds: The least and the most that the limit becomes, within 1 to 1,000,000. Default: 1 to 200.
    ///   - step: How much it grows, at least 1. Default: 1.
    ///   - backoff: What it is multiplied by to shrink, from 0.1 to 0.99. Default: 0.9.
    public static func additive(
        from initial: Int = 20,
        within bounds: ClosedRange<Int> = 1...200,
        step: Int = 1,
        backoff: Double = 0.9
    ) -> AdaptiveLimit {
        var problems = problems(initial: initial, bounds: bounds)
        if step < 1 { problems.append("the step of its limit is \(step): give at least 1") }
        if !(0.1...0.99).contains(backoff) {
            problems.append("the backoff of its limit is \(backoff): give a number from 0.1 to 0.99")
        }
        return AdaptiveLimit(
            initial: initial,
            problems: problems,
            adaptation: AdditiveLimit(initial: initial, bounds: bounds, step: step, backoff: backoff)
        )
    }

    private static func problems(initial: Int, bounds: ClosedRange<Int>) -> [String] {
        var problems: [String] = []
        if bounds.lowerBound < 1 || bounds.upperBound > 1_000_000 {
            problems.append(
                "its limit may become \(bounds.lowerBound) to \(bounds.upperBound): give bounds within 1 to 1000000"
            )
        }
        if !bounds.contains(initial) {
            problems.append(
                "its limit begins with \(initial), out of its bounds \(bounds.lowerBound) to \(bounds.upperBound): give one within"
            )
        }
        return problems
    }
}
