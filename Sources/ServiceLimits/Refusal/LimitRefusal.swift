import ServiceCore

/// Why a limit refused a call: the cause of the ``ServiceCore/ServiceError`` that the call throws.
///
/// Match all limits, whatever their kind, with ``ServiceCore/ServiceError/limitRefusal``:
///
/// ```swift
/// do {
///     try await users.call("getUsers")
/// } catch let error as ServiceError {
///     guard let refusal = error.limitRefusal else { throw error }
///     print(refusal.reason, refusal.pending, refusal.retryAfter ?? "some time")
/// }
/// ```
public struct LimitRefusal: Error, Hashable, Sendable {
    /// What stood in the way. More may come: a `switch` over them needs a `default`.
    public struct Reason: Hashable, Sendable, CustomStringConvertible {
        private enum Name: String {
            case pendingLimit, pendingTimeout, deadline, clientClosed, partitionLimit
        }

        private let name: Name

        private init(_ name: Name) {
            self.name = name
        }

        /// The name of the reason.
        public var description: String { name.rawValue }

        /// As many calls wait as may; the error has the code `tooManyRequestsPending`.
        public static let pendingLimit = Reason(.pendingLimit)
        /// The wait took, or would take, longer than a call may wait; the error has the code `tooMuchTimePending`.
        public static let pendingTimeout = Reason(.pendingTimeout)
        /// The wait took, or would take, longer than the deadline of the call allows; the error has the code
        /// `deadlineExceeded`.
        public static let deadline = Reason(.deadline)
        /// The client was closed while the call waited, or before it could; the error has the code `clientClosed`.
        public static let clientClosed = Reason(.clientClosed)
        /// A new partition was needed, and all there may be are in use; the error has the code `tooManyRequestsPending`.
        public static let partitionLimit = Reason(.partitionLimit)
    }

    /// The name of the plugin.
    public let plugin: String
    /// The partition of the limit; `nil` where it has none.
    public let partition: String?
    /// What stood in the way.
    public let reason: Reason
    /// How long the call had waited.
    public let waited: Duration
    /// The limit at that moment: permits of a pool, calls per period of a rate limit (of its first rate, if it has several),
    /// partitions where the reason is ``Reason/partitionLimit``.
    public let limit: Int
    /// The permits that were taken at that moment; `nil` for a rate limit.
    public let inFlight: Int?
    /// How many others waited at that moment.
    public let pending: Int
    /// When a call like this one could start, from that moment on and if nobody else came; `nil` where that cannot be known,
    /// which is so for every pool.
    public let retryAfter: Duration?

    /// Creates a refusal, for a limit of your own or for a test of what a refused caller does; throw it in the
    /// ``ServiceCore/ServiceError`` that is made of it.
    public init(
        plugin: String,
        partition: String? = nil,
        reason: Reason,
        waited: Duration = .zero,
        limit: Int,
        inFlight: Int? = nil,
        pending: Int = 0,
        retryAfter: Duration? = nil
    ) {
        self.plugin = plugin
        self.partition = partition
        self.reason = reason
        self.waited = waited
        self.limit = limit
        self.inFlight = inFlight
        self.pending = pending
        self.retryAfter = retryAfter
    }
}

extension LimitRefusal: CustomStringConvertible {
    /// The reason and the figures, on one line.
    public var description: String {
        var parts = ["limit \(limit)"]
        if let inFlight { parts.append("\(inFlight) in flight") }
        parts.append("\(pending) pending")
        if waited > .zero { parts.append("waited \(waited)") }
        if let retryAfter { parts.append("retry after \(retryAfter)") }
        let place = partition.map { " of \"\(Redaction.line(Array($0.utf8), limit: 200))\"" } ?? ""
        return "\(Redaction.line(plugin))\(place): \(reason) (\(parts.joined(separator: ", ")))"
    }
}
