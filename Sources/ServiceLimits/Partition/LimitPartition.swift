public import ServiceCore

/// By what a limit is divided: the calls of each key have a limit of their own.
///
/// ```swift
/// Pool(limit: 4, partition: .host)
/// RateLimit(10, per: .seconds(1), partition: LimitPartition { _, session in session.endpoint.name })
/// ```
/// A partition is made when its first call comes. When there are ``maximumCount``, those that nobody uses and that are as good
/// as new make room: no permit taken, nobody waiting, and for a rate limit nothing of its burst used up. Each call that needs
/// room looks at 64 of them at most, in turn, so that no call pays for a large table. Where none of these is idle the call is
/// refused with ``LimitRefusal/Reason/partitionLimit``, and the next one looks at the next 64; a partition that is in use is
/// never given up, for its limit would be forgotten with it.
public struct LimitPartition: Sendable {
    /// The most partitions that there are at a time.
    public let maximumCount: Int

    /// The most partitions that a call looks at to find room.
    static let looksForRoom = 64

    let key: @Sendable (ServiceRequest, ServiceSession) -> String

    /// Divides a limit by a key.
    ///
    /// - Parameters:
    ///   - maximumCount: The most partitions at a time, at least 1. Default: 1,024.
    ///   - key: The key of an attempt. It is shown in errors, on one line and up to 200 bytes, so make it of nothing secret.
    public init(
        maximumCount: Int = 1024,
        key: @escaping @Sendable (_ request: ServiceRequest, _ session: ServiceSession) -> String
    ) {
        self.maximumCount = maximumCount
        self.key = key
    }

    /// Every endpoint by itself; the key is its name.
    public static let endpoint = LimitPartition { _, session in session.endpoint.name }

    /// Every host by itself, with its port if that is not the default one. It matters where a plugin sends requests to other
    /// hosts, or where several clients share the limit.
    public static let host = LimitPartition { request, _ in
        let origin = request.url.origin
        return origin.port.map { "\(origin.host):\($0)" } ?? origin.host
    }
}
