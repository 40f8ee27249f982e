public import ServiceCore

/// Limits the time of a call: queueing, back-off, all attempts and reading the body, all together.
///
/// ```swift
/// Timeout(.seconds(10))
/// "report": .get("/report", .timeout(.seconds(60)))
/// try await users.call("getUsers", .timeout(nil)) // no limit
/// ```
/// The strongest level that gives a limit wins. When it passes, the call fails with `ServiceError.Code.deadlineExceeded`.
/// The plugin only sets the deadline of the session: the transport, and whoever waits, keeps it. For a limit of each attempt there is
/// ``AttemptTimeout``.
public struct Timeout: SessionPreparing, OptionReading, ClientPreparing {
    private let limit: Duration?

    /// Creates the plugin.
    ///
    /// - Parameter limit: The limit of the client's level; more than zero. Default: `nil`, none.
    public init(_ limit: Duration? = nil) {
        self.limit = limit
    }

    /// `timeout`
    public var options: [OptionDeclaration] {
        [OptionDeclaration(TimeoutOption.self, clientValue: limit.map(Optional.some))]
    }

    /// Limits that are zero or less.
    public func problems(in client: ClientDescription) -> [ConfigurationProblem] {
        client.nonPositiveLimits(of: TimeoutOption.self, clientLevel: limit)
    }

    /// Sets the deadline.
    public func prepareSession(_ session: inout ServiceSession) throws {
        guard let limit = session.timeout else { return }
        try limit.checkIsPositive(TimeoutOption.name)
        session.limit(until: session.now.advanced(by: limit))
    }
}

/// The limit of a call's time.
public enum TimeoutOption: ServiceOptionKey {
    /// A duration; `nil` for no limit.
    public typealias Value = Duration?
    /// `timeout`
    public static let name = "timeout"

    /// Reads a number of seconds; `null` for no limit.
    public static func decode(from decoder: any Decoder) throws -> Duration? {
        try Duration.decodeSeconds(from: decoder)
    }
}

extension ServiceOption {
    /// Limits the time of the call, read by ``Timeout``; `nil` for no limit.
    public static func timeout(_ limit: Duration?) -> Self {
        Self(TimeoutOption.self, limit)
    }
}

extension ServiceSession {
    /// The limit that holds for the call; `nil` where there is none.
    public var timeout: Duration? { options[TimeoutOption.self] ?? nil }
}
