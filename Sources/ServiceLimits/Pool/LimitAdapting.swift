/// What changes the limit of a pool by what it sees of the attempts.
protocol LimitAdapting: Sendable {
    /// An attempt has ended: gives the limit that holds from now on.
    ///
    /// - Parameter inFlight: The permits that were taken when it ended, its own included.
    mutating func limit(after sample: AttemptSample, inFlight: Int) -> Int
}

/// What a pool saw of one attempt.
struct AttemptSample: Hashable, Sendable {
    enum Ending: Hashable, Sendable {
        /// The service answered.
        case success
        /// The service was too busy, or too slow to answer in time.
        case overload
        /// It says nothing about how busy the service is.
        case other
    }

    var duration: Duration
    var ending: Ending
}
