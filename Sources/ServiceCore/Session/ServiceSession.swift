/// One call on its way: what plugins read and change from the first hook to the last.
///
/// A value, passed `inout` from hook to hook. An around hook that runs several attempts at once gives each a copy and
/// keeps the winner's.
public struct ServiceSession: Sendable {
    /// The endpoint that is called.
    public let endpoint: EndpointDescription

    /// The options of the call: those of the client, the endpoint and the call, merged.
    public internal(set) var options: ServiceOptions

    /// Named values of the call that belong to no option, for example the tokens of a path.
    ///
    /// A plugin that uses one removes it. What is left when the request has been prepared fails the call.
    public var parameters: Parameters

    /// What plugins publish about the call.
    public var attributes = Attributes()

    /// The moment by which the call must have ended, on ``clock``; `nil` for no limit.
    ///
    /// Whoever sets it only ever brings it nearer (see ``limit(until:)``), or puts back what it was.
    public var deadline: ServiceClock.Instant?

    /// What descriptions and errors of the call mask. Default: the policy of the client.
    ///
    /// A plugin that learns of a secret adds it with ``Redaction/hideValue(_:)``.
    public var redaction: Redaction

    /// The number of the attempt that runs, from 1; 0 before the first.
    public internal(set) var attempt = 0

    /// Whether the caller reads the body itself, in the closure of `stream`.
    public var isStreamed: Bool { call?.stream != nil }

    let runtime: ClientRuntime
    let call: CallState?
    /// Tells the errors of this call from those of any other.
    let number: CallNumber

    init(runtime: ClientRuntime, endpoint: EndpointDescription, options: ServiceOptions, call: CallState?) {
        self.runtime = runtime
        self.endpoint = endpoint
        self.options = options
        self.call = call
        number = .next()
        parameters = endpoint.parameters
        redaction = runtime.redaction
    }
}

extension ServiceSession {
    /// The name of the service: that of the client.
    public var service: String { runtime.name }

    /// Whether the client is still open, for a plugin that keeps calls waiting.
    public var clientLifetime: ClientLifetime { ClientLifetime(lifecycle: runtime.lifecycle) }

    /// The clock of the client.
    public var clock: ServiceClock { runtime.clock }

    /// The present moment on ``clock``.
    public var now: ServiceClock.Instant { runtime.clock.now }

    /// The codec of the client.
    public var codec: any ServiceCodec { runtime.codec }

    /// The time until the deadline, negative when it has passed; `nil` for no limit.
    public var remaining: Duration? {
        deadline.map { now.duration(to: $0) }
    }

    /// Brings the deadline nearer; one that is nearer already stays.
    public mutating func limit(until instant: ServiceClock.Instant) {
        deadline = deadline.map { min($0, instant) } ?? instant
    }

    /// What sends the attempts of this call. Default: the transport of the client.
    ///
    /// An attempt hook may put another in its place, which is how a mock answers while everything else of the call
    /// runs as with a real server.
    public var transport: any Transport {
        get { attributes.isEmpty ? runtime.transport : attributes[TransportAttribute.self] ?? runtime.transport }
        set { attributes[TransportAttribute.self] = newValue }
    }

    /// Whether an attempt may follow another: not once the closure of a streamed call has started, and not when the body of
    /// the request can be read only once and was, were it in part.
    ///
    /// A plugin that retries asks before it waits.
    public var mayAttemptAgain: Bool {
        guard let call else { return attempt == 0 }
        return call.mayAttemptAgain
    }

    /// Waits, for example between two attempts.
    ///
    /// - Parameters:
    ///   - duration: How long.
    ///   - cause: Why, for example the failure of the last attempt: the cause of an error that ends the wait.
    /// - Throws: `CancellationError` as soon as the task is cancelled; a ``ServiceError`` at once where the wait would
    ///   not end before the deadline, and as soon as the client is closed.
    public func sleep(for duration: Duration, cause: (any Error)? = nil) async throws {
        let end = now.advanced(by: duration)
        if let deadline, end > deadline {
            throw ServiceError(
                .deadlineExceeded,
                "a wait of \(duration) would not end before the deadline, \(now.duration(to: deadline)) from now",
                cause: cause
            )
        }
        do {
            try await runtime.lifecycle.sleep(until: end, on: clock)
        } catch var error as ServiceError {
            error.cause = cause
            throw error
        }
    }
}

private enum TransportAttribute: AttributeKey {
    typealias Value = any Transport
    static let name = "transport"
    static let isHidden = true
}
