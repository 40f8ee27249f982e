/// How a wait ended.
enum WaitOutcome: Hashable, Sendable {
    /// With this many permits.
    case granted(Int)
    /// Without any, for a reason. That is seldom, so it is kept elsewhere: there is an outcome in every place of the queue.
    indirect case refused(Refusal)
    /// The task was cancelled.
    case cancelled
}

/// Why nothing was granted, with the figures at that moment.
struct Refusal: Hashable, Sendable {
    var reason: LimitRefusal.Reason
    var limit: Int
    var inFlight: Int?
    var pending: Int
    var retryAfter: Duration?
}

/// What a request for permits leads to at once.
enum Admission: Hashable, Sendable {
    /// This many permits were granted.
    case granted(Int)
    /// Nothing is granted, and nobody waits.
    case refused(Refusal)
    /// The caller waits, and parks its continuation under this key.
    case waits(WaitKey)
}

/// What names a waiter for its cancellation: a place, and a number that is never used again.
struct WaitKey: Hashable, Sendable {
    let slot: Int
    let number: UInt64
}
