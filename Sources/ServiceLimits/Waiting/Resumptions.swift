/// Who is to be resumed and with what, once the lock has been given back.
///
/// One resumption, which is what a hand-off has, needs no allocation.
struct Resumptions<Continuation: Sendable>: Sendable {
    typealias Element = (continuation: Continuation, outcome: WaitOutcome)

    private(set) var first: Element?
    private(set) var rest: [Element] = []

    mutating func append(_ continuation: Continuation, _ outcome: WaitOutcome) {
        if first == nil {
            first = (continuation, outcome)
        } else {
            rest.append((continuation, outcome))
        }
    }

    /// All of them, in the order in which they were decided.
    var all: [Element] { (first.map { [$0] } ?? []) + rest }
}

extension Resumptions<Waker> {
    /// Resumes them all.
    func resume() {
        if let first { first.continuation.resume(returning: first.outcome) }
        for next in rest { next.continuation.resume(returning: next.outcome) }
    }
}
