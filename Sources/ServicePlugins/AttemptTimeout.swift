public import ServiceCore

/// Limits the time of each attempt, which a retry may follow; the limit of the whole call is that of ``Timeout``.
///
/// An attempt begins when this plugin's turn comes: put it behind a pool to leave the wait for a permit out, in front of it to count
/// that too. When the limit passes, the attempt fails with `ServiceError.Code.deadlineExceeded`.
public struct AttemptTimeout: AttemptIntercepting, OptionReading, ClientPreparing {
    private let limit: Duration?

    /// Creates the plugin.
    ///
    /// - Parameter limit: The limit of the client's level; more than zero. Default: `nil`, none.
    public init(_ limit: Duration? = nil) {
        self.limit = limit
    }

    /// `attemptTimeout`
    public var options: [OptionDeclaration] {
        [OptionDeclaration(AttemptTimeoutOption.self, clientValue: limit.map(Optional.some))]
    }

    /// Limits that are zero or less, or longer than that of the whole call.
    public func problems(in client: ClientDescription) -> [ConfigurationProblem] {
        client.nonPositiveLimits(of: AttemptTimeoutOption.self, clientLevel: limit) + client.limitsThatNeverPass
    }

    /// Runs the attempt with a nearer deadline.
    public func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        guard let limit = session.options[AttemptTimeoutOption.self] ?? nil else {
            return try await next(request, session: &session)
        }
        try limit.checkIsPositive(AttemptTimeoutOption.name)
        let deadline = session.deadline
        session.limit(until: session.now.advanced(by: limit))
        defer { session.deadline = deadline }
        return try await next(request, session: &session)
    }
}

/// The limit of an attempt's time.
public enum AttemptTimeoutOption: ServiceOptionKey {
    /// A duration; `nil` for no limit.
    public typealias Value = Duration?
    /// `attemptTimeout`
    public static let name = "attemptTimeout"

    /// Reads a number of seconds; `null` for no limit.
    public static func decode(from decoder: any Decoder) throws -> Duration? {
        try Duration.decodeSeconds(from: decoder)
    }
}

extension ServiceOption {
    /// Limits the time of each attempt, read by ``AttemptTimeout``; `nil` for no limit.
    public static func attemptTimeout(_ limit: Duration?) -> Self {
        Self(AttemptTimeoutOption.self, limit)
    }
}
