/// What limits, weights and times may be. Nothing beyond is ever meant, and within, no sum of them overflows.
enum LimitBounds {
    /// Permits of a pool, calls of a rate.
    static let limits = 1...1_000_000_000

    /// What an attempt takes of a limit; 0 for nothing.
    static let weights = 0...1_000_000_000

    /// The longest of all times: ten years.
    static let longestTime = Duration.seconds(10 * 366 * 86_400)
}

extension Duration {
    /// Whether it is longer than nothing, and no longer than all limits bear.
    var isWithinBounds: Bool { self > .zero && self <= LimitBounds.longestTime }
}
