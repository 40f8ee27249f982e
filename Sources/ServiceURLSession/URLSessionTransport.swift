public import ServiceCore

/// Sends requests with Foundation's `URLSession`: the default transport, on Apple platforms and on Linux.
///
/// ```swift
/// let client = try ServiceClient(
///     name: "users",
///     baseURL: "https://api.example.com/v1",
///     endpoints: ["getUsers": .get("/users")],
///     transport: .urlSession()
/// )
/// ```
///
/// One transport is one `URLSession` with its pool of connections: make one per client, not one per call. There are
/// no cookies, no cache and no stored credentials; nothing but the deadline limits the time of a request.
///
/// ## What the platform does by itself
/// - A response with a content coding that the platform knows (gzip, deflate, Brotli) arrives decoded, and its head has
///   neither `Content-Encoding` nor `Content-Length`, which described the encoded form.
/// - Fields of one name are joined with `, ` in requests and responses, and the order of fields is lost. `Set-Cookie` is
///   taken apart again.
/// - `Accept`, `Accept-Encoding`, `Accept-Language`, `Connection` and `User-Agent` are added where the request has
///   none.
///
/// What it cannot send as it was meant is refused with `TransportError.Code.unsupported` before anything is sent. On
/// Linux, a server can end the process with a trailer section or with some values of `Location` and `Content-Length`,
/// fill its memory with the body of a redirect, and keep all of its sessions waiting for seconds with a head of many
/// fields or a body that decodes to a large one: use another transport for servers that are not trusted.
/// `Docs/URLSession.md` lists all that was found.
///
/// ## Bodies
/// A response that is read more slowly than it arrives is held up by suspending the task on Apple platforms. On Linux
/// `URLSession` cannot hold up one transfer, so what exceeds ``Configuration/bufferSize`` goes to an unnamed temporary
/// file. A streamed request is collected the same way on every platform: up to ``Configuration/bufferSize`` in memory,
/// beyond that in a temporary file up to ``Configuration/temporaryFileLimit``, above which the request fails. It is sent
/// when its source has ended, with a `Content-Length` whether its length was known or not, because on Linux a stream that
/// waits for bytes blocks every `URLSession` of the process.
public final class URLSessionTransport: Transport {
    private let configuration: Configuration
    private let owner: SessionOwner

    /// Creates a transport with a session of its own.
    public init(configuration: Configuration = Configuration()) {
        self.configuration = configuration
        owner = SessionOwner(configuration)
    }

    deinit {
        owner.close()
    }

    /// Sends one request and hands its response to a closure.
    ///
    /// - Throws: `CancellationError` when the task was cancelled, what `handler` throws, or a `TransportError`.
    public func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: (TransportResponse) async throws -> Void
    ) async throws {
        try Task.checkCancellation()
        if let deadline, deadline.hasPassed { throw TransportError.deadlineExceeded(request.url.origin) }
        try owner.begin(request.url.origin)
        defer { owner.end() }

        let body = try await UploadBody.collect(request, deadline: deadline, configuration: configuration)
        let interruption = Interruption()
        try await withTaskCancellationHandler {
            try await interruption.racing(deadline, origin: request.url.origin) {
                try await follow(request, body: body, interruption: interruption, handler: handler)
            }
        } onCancel: {
            interruption.interrupt(with: CancellationError())
        }
    }

    /// Refuses later requests and, when the last one has ended, closes the connections.
    public func close() async {
        owner.close()
    }

    /// Exchanges one request after the other until a response is the answer.
    private func follow(
        _ first: ServiceRequest,
        body: UploadBody,
        interruption: Interruption,
        handler: (TransportResponse) async throws -> Void
    ) async throws {
        var request = first
        var body = body
        var redirects = 0
        while true {
            let exchange = Exchange(try RequestMessage(request, body: body), owner: owner, configuration: configuration)
            defer { exchange.leave() }
            interruption.watch(exchange)
            exchange.start()
            var head = try await exchange.head()

            if case .follow(let maximum) = configuration.redirects, let redirect = try Redirect(head, of: request) {
                guard redirects < maximum else { throw Redirect.tooMany(maximum, at: request.url.origin) }
                redirects += 1
                request = redirect.apply(to: request)
                if !redirect.keepsBody { body = .none }
                continue
            }
            if redirects > 0 { head.redirectedURL = request.url }
            return try await handler(TransportResponse(head: head, body: .stream { try await exchange.next() }))
        }
    }
}

extension Transport where Self == URLSessionTransport {
    /// A transport over Foundation's `URLSession`, with a session of its own.
    public static func urlSession(
        _ configuration: URLSessionTransport.Configuration = URLSessionTransport.Configuration()
    ) -> Self {
        URLSessionTransport(configuration: configuration)
    }
}
