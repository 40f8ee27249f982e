/// A limit that shrinks when attempts take longer than they would without a queue, and grows by the square root of itself when they do not,
/// in the manner of Netflix's concurrency-limits and of Envoy's adaptive concurrency.
///
/// How long an attempt takes without a queue, the baseline, is learned while few are in flight. Where that does not come about by itself, a
/// probe brings it about: for one window the limit is a quarter of what it is. A probe that brings nothing about, because its attempts are
/// cancelled, fail or do not come, is given up after ten times the length of a window. A baseline that were learned under load instead, as a
/// long-term mean is, would take the queue for granted after a while, and the limit would creep up without an end.
struct GradientLimit: LimitAdapting, Hashable {
    let bounds: ClosedRange<Int>
    /// How many times as long as the baseline an attempt may take.
    let tolerance: Double

    /// So many windows with more in flight than a quarter of the limit are followed by a probe.
    static let windowsBetweenProbes = 30
    /// After so many times the length of a window a probe is given up.
    static let windowsOfProbe = 10
    /// How much of a change that a window suggests is made.
    static let smoothing = 0.2
    /// What the limit is multiplied by after a window in which the service was overloaded.
    static let backoff = 0.9

    private var estimate: Double
    private var baseline: Duration?
    private var window = SampleWindow()
    private var windowsUntilProbe = Self.windowsBetweenProbes
    /// When the probe began that is under way.
    private var probeStart: Duration?

    init(initial: Int, bounds: ClosedRange<Int>, tolerance: Double) {
        self.bounds = bounds
        self.tolerance = tolerance
        estimate = Double(initial.clamped(to: bounds))
    }

    mutating func limit(after sample: AttemptSample, inFlight: Int) -> Int {
        if let probeStart {
            // What began before the probe had the load of that time.
            if sample.start >= probeStart, let summary = window.add(sample, inFlight: inFlight) {
                endProbe(summary)
            } else if sample.end < probeStart || sample.end - probeStart > window.length * Self.windowsOfProbe {
                endProbe(nil)
                window.restart(at: sample.end)
            }
        } else if let summary = window.add(sample, inFlight: inFlight) {
            adapt(to: summary, at: sample.end)
        }
        return probeStart == nil ? Int(estimate) : quietLimit
    }

    /// So many are so few that they do not wait for each other.
    private var quietLimit: Int { max(bounds.lowerBound, Int(estimate / 4)) }

    private mutating func adapt(to summary: SampleWindow.Summary, at now: Duration) {
        guard !summary.isOverloaded, let average = summary.average else { return backOff() }
        let baseline = learn(average, isQuiet: summary.maximumInFlight <= quietLimit)
        // What is not used is not tried: such a window tells nothing of the limit.
        guard Double(summary.maximumInFlight) * 2 >= estimate else { return }
        // A clock that is too coarse, or that went back, tells nothing.
        let gradient = average > .zero ? (tolerance * (baseline / average)).clamped(to: 0.5...1) : 1
        let next = estimate * gradient + estimate.squareRoot()
        estimate = (estimate + Self.smoothing * (next - estimate)).clamped(to: bounds)
        windowsUntilProbe -= 1
        if windowsUntilProbe == 0 {
            probeStart = now
            window.restart(at: now)
        }
    }

    /// - Parameter summary: What the probe has shown; `nil` for nothing.
    private mutating func endProbe(_ summary: SampleWindow.Summary?) {
        probeStart = nil
        windowsUntilProbe = Self.windowsBetweenProbes
        if summary?.isOverloaded == true { return backOff() }
        if let average = summary?.average { baseline = average }
    }

    private mutating func backOff() {
        estimate = (estimate * Self.backoff).clamped(to: bounds)
    }

    /// The baseline after a window: a shorter time is possible whenever it was seen, a longer one is believed when nobody had to wait for
    /// others.
    private mutating func learn(_ average: Duration, isQuiet: Bool) -> Duration {
        guard let baseline else {
            self.baseline = average
            return average
        }
        guard isQuiet || average < baseline else { return baseline }
        if isQuiet { windowsUntilProbe = Self.windowsBetweenProbes }
        let learned = (baseline + average) / 2
        self.baseline = learned
        return learned
    }
}
