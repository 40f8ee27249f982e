/// The clock of a client: any `Clock` that counts in `Duration`, behind one type of instant.
///
/// Deadlines, back-off and every limit of the package read this clock and no other, so a test that gives a client
/// a manual clock decides what time it is.
public struct ServiceClock: Clock {
    /// A moment, told by its distance from the moment at which the clock was wrapped.
    public struct Instant: InstantProtocol {
        /// The distance from the clock's origin.
        public let offset: Duration

        /// Creates an instant.
        public init(offset: Duration) {
            self.offset = offset
        }

        /// The instant that lies this much later.
        public func advanced(by duration: Duration) -> Self {
            Self(offset: offset + duration)
        }

        /// The time from here to another instant.
        public func duration(to other: Self) -> Duration {
            other.offset - offset
        }

        /// Whether an instant lies before another.
        public static func < (left: Self, right: Self) -> Bool {
            left.offset < right.offset
        }
    }

    private enum Source: Sendable {
        /// The usual clock without an indirection: it is read several times in every call.
        case continuous(origin: ContinuousClock.Instant)
        case any(any OriginatedClock)
    }

    private let source: Source

    /// The clock that goes on while the machine sleeps.
    public static let continuous = ServiceClock(source: .continuous(origin: .now))

    private init(source: Source) {
        self.source = source
    }

    /// Wraps a clock; its present moment becomes the origin.
    public init(_ clock: some Clock<Duration>) {
        source =
            switch clock {
            case let clock as ServiceClock: clock.source
            case is ContinuousClock: .continuous(origin: .now)
            default: .any(Originated(clock: clock, origin: clock.now))
            }
    }

    /// The present moment.
    public var now: Instant {
        switch source {
        case .continuous(let origin): Instant(offset: origin.duration(to: .now))
        case .any(let clock): Instant(offset: clock.elapsed)
        }
    }

    /// The finest difference that the clock can tell.
    public var minimumResolution: Duration {
        switch source {
        case .continuous: ContinuousClock().minimumResolution
        case .any(let clock): clock.minimumResolution
        }
    }

    /// Waits until a moment.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        switch source {
        case .continuous(let origin):
            try await ContinuousClock().sleep(until: origin.advanced(by: deadline.offset), tolerance: tolerance)
        case .any(let clock):
            try await clock.sleep(untilElapsed: deadline.offset, tolerance: tolerance)
        }
    }
}

/// A clock with the moment from which its instants are counted.
private protocol OriginatedClock: Sendable {
    var elapsed: Duration { get }
    var minimumResolution: Duration { get }
    func sleep(untilElapsed offset: Duration, tolerance: Duration?) async throws
}

private struct Originated<Base: Clock>: OriginatedClock where Base.Duration == Duration {
    let clock: Base
    let origin: Base.Instant

    var elapsed: Duration { origin.duration(to: clock.now) }
    var minimumResolution: Duration { clock.minimumResolution }

    func sleep(untilElapsed offset: Duration, tolerance: Duration?) async throws {
        try await clock.sleep(until: origin.advanced(by: offset), tolerance: tolerance)
    }
}
