/// A limit that grows by a step as long as it is used and all is well, and shrinks by a factor when the service is overloaded: additive
/// increase and multiplicative decrease, as TCP does it (Chiu, Jain 1989; RFC 5681 §3.1).
struct AdditiveLimit: LimitAdapting, Hashable {
    let bounds: ClosedRange<Int>
    let step: Int
    let backoff: Double

    private var estimate: Double
    private var window = SampleWindow()

    init(initial: Int, bounds: ClosedRange<Int>, step: Int, backoff: Double) {
        self.bounds = bounds
        self.step = step
        self.backoff = backoff
        estimate = Double(initial.clamped(to: bounds))
    }

    mutating func limit(after sample: AttemptSample, inFlight: Int) -> Int {
        if let summary = window.add(sample, inFlight: inFlight) {
            if summary.isOverloaded {
                estimate = (estimate * backoff).clamped(to: bounds)
            } else if Double(summary.maximumInFlight) * 2 >= estimate {
                // What is not used is not tried, so it must not grow.
                estimate = (estimate + Double(step)).clamped(to: bounds)
            }
        }
        return Int(estimate)
    }
}

extension Comparable {
    func clamped(to bounds: ClosedRange<Self>) -> Self {
        min(max(self, bounds.lowerBound), bounds.upperBound)
    }
}

extension Double {
    func clamped(to bounds: ClosedRange<Int>) -> Double {
        clamped(to: Double(bounds.lowerBound)...Double(bounds.upperBound))
    }
}
