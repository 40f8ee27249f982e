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

    // One reference: a clock is copied and read several times in every call.
    private let source: any ClockSource

    /// The clock that goes on while the machine sleeps.
    public static let continuous = ServiceClock(source: UsualClock())

    private init(source: any ClockSource) {
        self.source = source
    }

    /// Wraps a clock; its present moment becomes the origin.
    public init(_ clock: some Clock<Duration>) {
        self =
            switch clock {
            case let clock as ServiceClock: clock
            case is ContinuousClock: .continuous
            default: ServiceClock(source: OriginatedClock(clock))
            }
    }

    /// The present moment.
    public var now: Instant { Instant(offset: source.elapsed) }

    /// The finest difference that the clock can tell.
    public var minimumResolution: Duration { source.minimumResolution }

    /// Waits until a moment. One that lies more than about a century ahead counts as a century: the clocks of the platforms
    /// overflow not far behind.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let end = min(deadline.offset, source.elapsed + .seconds(Int64(3_000_000_000)))
        try await source.sleep(untilElapsed: end, tolerance: tolerance)
    }
}

extension ServiceClock: Equatable {
    /// Whether two clocks are one: only then can their instants be compared.
    ///
    /// A clock that is wrapped twice counts from two moments, and makes two clocks. Wrap it once, and give the result to every client
    /// that is to share a limit.
    public static func == (left: Self, right: Self) -> Bool {
        left.source === right.source
    }
}

/// A clock without its type.
private protocol ClockSource: AnyObject, Sendable {
    /// The time since the clock was wrapped.
    var elapsed: Duration { get }
    var minimumResolution: Duration { get }
    func sleep(untilElapsed offset: Duration, tolerance: Duration?) async throws
}

/// The continuous clock, by itself: it is read several times in every call, and several times faster without generics.
private final class UsualClock: ClockSource {
    private let origin: ContinuousClock.Instant
    private let sleeps: SleepQueue<ContinuousClock>

    init() {
        origin = .now
        sleeps = SleepQueue(ContinuousClock(), origin: origin)
    }

    var elapsed: Duration { origin.duration(to: .now) }
    var minimumResolution: Duration { ContinuousClock().minimumResolution }

    func sleep(untilElapsed offset: Duration, tolerance: Duration?) async throws {
        try await sleeps.sleep(untilElapsed: offset)
    }
}

/// Any other clock, with the moment from which its instants are counted.
private final class OriginatedClock<Base: Clock>: ClockSource where Base.Duration == Duration {
    private let clock: Base
    private let origin: Base.Instant

    init(_ clock: Base) {
        self.clock = clock
        origin = clock.now
    }

    var elapsed: Duration { origin.duration(to: clock.now) }
    var minimumResolution: Duration { clock.minimumResolution }

    func sleep(untilElapsed offset: Duration, tolerance: Duration?) async throws {
        try await clock.sleep(until: origin.advanced(by: offset), tolerance: tolerance)
    }
}
