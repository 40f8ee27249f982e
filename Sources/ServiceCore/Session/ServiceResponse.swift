/// The response of a service: what plugins see of it, and what a call returns in a ``TypedResponse``.
public struct ServiceResponse: Sendable {
    /// Status and header fields.
    public var head: ResponseHead

    /// The body: what arrives in a streamed call, what was read in any other.
    public var body: ResponseBody

    /// What plugins publish about the response.
    public var attributes = Attributes()

    // Behind one reference: a response is copied more often than its request is looked at.
    private let sent: SentRequest

    /// What the body was parsed to, once the stage `didParse` is reached.
    public internal(set) var parsed: (any Sendable)?

    /// Creates a response, for example one from a cache.
    public init(head: ResponseHead, body: ResponseBody = .empty, request: ServiceRequest) {
        self.init(head: head, body: body, sent: SentRequest(request))
    }

    init(head: ResponseHead, body: ResponseBody, sent: SentRequest) {
        self.head = head
        self.body = body
        self.sent = sent
    }

    /// The request that was answered, as it was sent.
    public var request: ServiceRequest { sent.request }

    /// The status.
    public var status: ResponseStatus {
        get { head.status }
        set { head.status = newValue }
    }

    /// The header fields.
    public var headers: HeaderFields {
        get { head.headers }
        set { head.headers = newValue }
    }

    /// The body as it was read; empty while it has not been, and in a streamed call.
    public var bytes: [UInt8] { body.buffered ?? [] }

    /// The URL that answered: that of the request, or the one that redirects led to.
    public var url: ServiceURL { head.redirectedURL ?? request.url }
}

/// A request that does not change any more.
final class SentRequest: Sendable {
    let request: ServiceRequest

    init(_ request: ServiceRequest) {
        self.request = request
    }
}
