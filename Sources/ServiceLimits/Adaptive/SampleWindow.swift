/// Attempts that ended one after the other, gathered until they are enough to tell something.
///
/// One attempt tells nothing: it may be a cheap one, or an unlucky one. A window is complete after a second or twice the time of an
/// attempt, whichever is longer, so that a changed limit shows in the next one; and not before ten attempts. Where the clock goes
/// back, it begins there.
struct SampleWindow: Hashable, Sendable {
    struct Summary: Hashable, Sendable {
        /// The mean duration of those that succeeded; `nil` where none did.
        var average: Duration?
        /// The most that were in flight at a time.
        var maximumInFlight: Int
        /// Whether the service said, or showed, that it was overloaded: in one of a hundred attempts, or more of them. Less than that may be
        /// one machine of many, or chance.
        var isOverloaded: Bool
    }

    static let minimumLength: Duration = .seconds(1)
    static let minimumCount = 10
    /// The share of overloads from which a window is overloaded, in percent.
    static let overloadPercentage = 1

    private var start: Duration?
    private var successes = 0
    private var overloads = 0
    private var total: Duration = .zero
    private var maximumInFlight = 0
    /// The mean duration in the window before.
    private var usual: Duration?

    /// Adds an attempt.
    ///
    /// - Returns: What the window shows, if it is complete; the next one begins then.
    mutating func add(_ sample: AttemptSample, inFlight: Int) -> Summary? {
        switch sample.ending {
        case .success:
            successes += 1
            total += sample.duration
        case .overload:
            overloads += 1
        case .timeout:
            // One that got less time than an attempt usually takes, for it had waited before, says nothing of the service.
            if let usual, sample.duration < usual { return nil }
            overloads += 1
        case .other:
            return nil
        }
        maximumInFlight = max(maximumInFlight, inFlight)
        let start = min(start ?? sample.end, sample.end)
        self.start = start
        guard successes + overloads >= Self.minimumCount, sample.end - start >= length else { return nil }
        return finish()
    }

    /// The least that it takes.
    var length: Duration { max(Self.minimumLength, (usual ?? .zero) * 2) }

    /// Begins anew and forgets what was gathered, but not what is usual.
    mutating func restart(at now: Duration) {
        self = SampleWindow(start: now, usual: usual)
    }

    init() {}

    private init(start: Duration?, usual: Duration?) {
        self.start = start
        self.usual = usual
    }

    private mutating func finish() -> Summary {
        let average = successes > 0 ? total / successes : nil
        let isOverloaded = overloads > 0 && overloads * 100 >= (successes + overloads) * Self.overloadPercentage
        defer { self = SampleWindow(start: nil, usual: average ?? usual) }
        return Summary(average: average, maximumInFlight: maximumInFlight, isOverloaded: isOverloaded)
    }
}
