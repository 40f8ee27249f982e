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

    // The usual clock is read without an indirection, several times in every call; any other is behind a reference.
    private let origin: ContinuousClock.Instant
    private let other: (any OriginatedClock)?

    /// The clock that goes on while the machine sleeps.
    public static let continuous = ServiceClock(origin: .now, other: nil)

    private init(origin: ContinuousClock.Instant, other: (any OriginatedClock)?) {
        self.origin = origin
        self.other = other
    }

    /// Wraps a clock; its present moment becomes the origin.
    public init(_ clock: some Clock<Duration>) {
        self =
            switch clock {
            case let clock as ServiceClock: clock
            case is ContinuousClock: .continuous
            default: ServiceClock(origin: .now, other: Originated(clock: clock, origin: clock.now))
            }
    }

    /// The present moment.
    public var now: Instant {
        Instant(offset: other?.elapsed ?? origin.duration(to: .now))
    }

    /// The finest difference that the clock can tell.
    public var minimumResolution: Duration {
        other?.minimumResolution ?? ContinuousClock().minimumResolution
    }

    /// Waits until a moment.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        if let other {
            try await other.sleep(untilElapsed: deadline.offset, tolerance: tolerance)
        } else {
            try await ContinuousClock().sleep(until: origin.advanced(by: deadline.offset), tolerance: tolerance)
        }
    }
}

/// A clock with the moment from which its instants are counted.
private protocol OriginatedClock: AnyObject, Sendable {
    var elapsed: Duration { get }
    var minimumResolution: Duration { get }
    func sleep(untilElapsed offset: Duration, tolerance: Duration?) async throws
}

private final class Originated<Base: Clock>: OriginatedClock where Base.Duration == Duration {
    let clock: Base
    let origin: Base.Instant

    init(clock: Base, origin: Base.Instant) {
        self.clock = clock
        self.origin = origin
    }

    var elapsed: Duration { origin.duration(to: clock.now) }
    var minimumResolution: Duration { clock.minimumResolution }

    func sleep(untilElapsed offset: Duration, tolerance: Duration?) async throws {
        try await clock.sleep(until: origin.advanced(by: offset), tolerance: tolerance)
    }
}
