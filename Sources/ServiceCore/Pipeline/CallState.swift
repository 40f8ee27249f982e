import Synchronization

/// What the copies of one call's session share: only calls that may have several attempts, or are streamed, have one.
final class CallState: Sendable {
    /// The closure of a streamed call.
    let stream: (any StreamReading)?

    private let attempts = Atomic(0)
    // The last body that was sent and can be read only once.
    private let oneShotBody = Mutex<BodyStream?>(nil)

    init(stream: (any StreamReading)?) {
        self.stream = stream
    }

    /// Counts an attempt, which will send this body.
    func beginAttempt(_ body: RequestBody) -> Int {
        if case .stream(let stream) = body, !stream.isReplayable { oneShotBody.withLock { $0 = stream } }
        return attempts.add(1, ordering: .relaxed).newValue
    }

    var mayAttemptAgain: Bool {
        stream?.hasStarted != true && oneShotBody.withLock { $0?.isSpent } != true
    }
}
