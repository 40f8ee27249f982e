public import ServiceCore

/// What ``Elapsed`` has measured: for each part of the answer when it began, and how long it took.
///
/// What was switched off, or did not happen (a streamed body is not parsed), is `nil`.
public struct ElapsedTimes: Sendable, Hashable {
    /// When the request was sent.
    public internal(set) var headersStart: ServiceClock.Instant?
    /// From sending to the head.
    public internal(set) var headers: Duration?
    /// When the head was there.
    public internal(set) var readStart: ServiceClock.Instant?
    /// The reading of the body; in a streamed call, the closure.
    public internal(set) var read: Duration?
    /// When the parsing began.
    public internal(set) var parseStart: ServiceClock.Instant?
    /// The parsing of the body.
    public internal(set) var parse: Duration?

    /// Everything that was measured, added up; `nil` if nothing was.
    public var total: Duration? {
        if headers == nil && read == nil && parse == nil { return nil }
        return (headers ?? .zero) + (read ?? .zero) + (parse ?? .zero)
    }

    enum Key: AttributeKey {
        typealias Value = ElapsedTimes
        static let name = "elapsed"
    }
}

extension ElapsedTimes: CustomStringConvertible {
    /// The times as text: `headers 0.2 seconds, read 0.01 seconds`.
    public var description: String {
        [("headers", headers), ("read", read), ("parse", parse)]
            .compactMap { name, time in time.map { "\(name) \($0)" } }
            .joined(separator: ", ")
    }
}

extension ServiceResponse {
    /// What the plugin `Elapsed` has measured; `nil` without it.
    public var elapsedTimes: ElapsedTimes? { attributes[ElapsedTimes.Key.self] }

    /// How long the head, the body and the parsing took together; `nil` if nothing was measured.
    public var elapsed: Duration? { elapsedTimes?.total }

    /// How long the head took, from sending.
    public var headersElapsed: Duration? { elapsedTimes?.headers }

    /// How long the reading of the body took.
    public var readElapsed: Duration? { elapsedTimes?.read }

    /// How long the parsing took.
    public var parseElapsed: Duration? { elapsedTimes?.parse }
}
