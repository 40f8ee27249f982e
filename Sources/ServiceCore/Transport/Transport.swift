/// What sends a request and brings the answer: the one thing a client needs from the platform.
///
/// Use a transport of the package, or write one: for another HTTP library, for a test, for something that is not
/// HTTP on the wire. `TransportConformance` in ServiceMocks checks that it keeps the promises below.
///
/// ## What a transport promises
/// - ``send(_:deadline:handler:)`` calls `handler` once when the head of the final response is there, or throws
///   without calling it. What `handler` throws comes out of `send` unchanged.
/// - The connection is held exactly as long as `send` runs. When `handler` returns or throws without having read
///   the body to its end, the rest is discarded and nothing goes on behind the caller's back.
/// - When the deadline passes, the request or the reading of the body fails with ``TransportError/Code/deadlineExceeded``;
///   when the task is cancelled, with `CancellationError`. Both work at any moment, in the middle of a body too.
/// - A body whose end did not arrive throws; it never looks like a shorter body.
/// - Every failure is a ``TransportError`` or a `CancellationError`, and the transport works on afterwards.
///
/// ## A transport in a few lines
/// ```swift
/// struct Teapot: Transport {
///     func send(
///         _ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler
///     ) async throws {
///         try await handler(TransportResponse(head: ResponseHead(status: 418), body: .bytes(Array("short".utf8))))
///     }
/// }
/// ```
public protocol Transport: Sendable {
    /// Sends one request and hands its response to a closure.
    ///
    /// - Parameters:
    ///   - request: The request; its header fields and its URL have been checked for forbidden characters.
    ///   - deadline: When it must be over, the reading of the body included; `nil` for no limit.
    ///   - handler: Reads the response. The body must not be used after it returned.
    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: TransportResponse.Handler
    ) async throws

    /// Gives back what the transport holds. Requests that run may finish; later ones are refused.
    func close() async
}

extension Transport {
    /// Does nothing: for a transport that holds nothing.
    public func close() async {}
}

/// The response that a transport hands to its caller: a head, and a body that has not been read.
public struct TransportResponse: Sendable {
    /// What reads a response, where its transport runs.
    ///
    /// Write this name in a transport rather than the function type, which means another one in a module without the
    /// upcoming feature `NonisolatedNonsendingByDefault` (SE-0461).
    public typealias Handler = nonisolated(nonsending) (TransportResponse) async throws -> Void

    /// Status and header fields.
    public var head: ResponseHead
    /// The body; it is valid while the handler runs.
    public var body: ResponseBody

    /// Creates a response.
    public init(head: ResponseHead, body: ResponseBody = .empty) {
        self.head = head
        self.body = body
    }
}
