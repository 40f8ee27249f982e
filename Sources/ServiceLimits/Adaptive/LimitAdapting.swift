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
        /// The service answered that it is overloaded.
        case overload
        /// The time for the attempt was over.
        case timeout
        /// It says nothing about how busy the service is.
        case other
    }

    /// When it got its permits, as the distance from the clock's origin.
    var start: Duration
    /// When it gave them back.
    var end: Duration
    var ending: Ending

    /// How long it took; nothing where the clock went back.
    var duration: Duration { min(max(.zero, end - start), LimitBounds.longestTime) }
}
