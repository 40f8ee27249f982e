import Synchronization

/// What the copies of one call's session share: only calls that may have several attempts, or are streamed, have one.
final class CallState: Sendable {
    /// The closure of a streamed call.
    let stream: (any StreamReading)?

    private let attempts = Atomic(0)
    private let isBodyOneShot = Atomic(false)

    init(stream: (any StreamReading)?) {
        self.stream = stream
    }

    /// Counts an attempt.
    func beginAttempt() -> Int {
        attempts.add(1, ordering: .relaxed).newValue
    }

    /// Notes that the body of the request can be read only once.
    func noteOneShotBody() {
        isBodyOneShot.store(true, ordering: .relaxed)
    }

    var mayAttemptAgain: Bool {
        if stream?.hasStarted == true { return false }
        return attempts.load(ordering: .relaxed) == 0 || !isBodyOneShot.load(ordering: .relaxed)
    }
}
