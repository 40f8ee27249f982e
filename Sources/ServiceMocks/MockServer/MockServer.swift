/// A real HTTP/1.1 server on a loopback port, for tests of whatever sends requests.
///
/// It keeps connections alive, answers pipelined requests in order, reads bodies of a known length and in chunks,
/// records the newest requests as they arrived, and sends whatever it is told to, including what no good server sends
/// (see ``Fault``).
///
/// A closure answers every request:
/// ```swift
/// try await MockServer.withServer { request in
///     request.path == "/users/7" ? .json(#"{"id": 7}"#) : .status(404)
/// } _: { server in
///     let client = try makeClient(baseURL: server.url)
///     …
///     #expect(server.requests.map(\.target) == ["/users/7"])
/// }
/// ```
/// or answers are enqueued, and given in that order to the requests as they arrive:
/// ```swift
/// let server = try MockServer()
/// server.enqueue(.status(503), .text("hello"))
/// ```
///
/// A request that cannot be parsed or is too large is refused by the server itself, is not recorded, and ends its
/// connection. A server that is dropped without ``stop()`` closes its port and its connections soon; one whose handler
/// captures it is never dropped.
public final class MockServer: Sendable {
    /// Gives the answer for a request. When it throws, the client gets a 500 with the error's description.
    ///
    /// Its task is cancelled when the client leaves or the server is stopped.
    public typealias Handler = @Sendable (RecordedRequest) async throws -> Answer

    /// The port on which the server listens.
    public let port: Int

    private let context: ServerContext
    private let loop: Task<Void, Never>

    /// Starts a server whose requests are answered by a closure.
    ///
    /// Answers that are enqueued go before: the closure is asked when none is left.
    ///
    /// - Parameters:
    ///   - port: The port, or 0 for one that is free.
    ///   - configuration: What the server does by itself.
    ///   - handler: Gives the answers, for several connections at once.
    /// - Throws: ``MockServerError`` when the server cannot listen on the port.
    public convenience init(
        port: Int = 0,
        configuration: Configuration = Configuration(),
        handler: @escaping Handler
    ) throws {
        try self.init(port: port, configuration: configuration, optionalHandler: handler)
    }

    /// Starts a server that gives the answers that are enqueued, in their order.
    ///
    /// A request that finds none is answered with a 500 that says so.
    ///
    /// - Parameters:
    ///   - port: The port, or 0 for one that is free.
    ///   - configuration: What the server does by itself.
    /// - Throws: ``MockServerError`` when the server cannot listen on the port.
    public convenience init(port: Int = 0, configuration: Configuration = Configuration()) throws {
        try self.init(port: port, configuration: configuration, optionalHandler: nil)
    }

    private init(port: Int, configuration: Configuration, optionalHandler: Handler?) throws {
        guard let number = UInt16(exactly: port) else { throw MockServerError.invalidPort(port) }
        let listener: Listener
        let poller: Poller
        do {
            poller = try Poller.shared()
            listener = try Listener(port: number, poller)
        } catch {
            throw MockServerError.cannotListen(port: port, error)
        }
        self.port = listener.port
        let log = Monitor(ServerLog(recordingLimit: configuration.recordingLimit))
        context = ServerContext(configuration: configuration, handler: optionalHandler, log: log)
        let server = ServerLoop(listener: listener, poller: poller, context: context)
        loop = Task { await server.run() }
    }

    deinit {
        loop.cancel()
    }

    /// The beginning of every URL of the server: `http://127.0.0.1:54321`.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// Adds answers behind those that wait already; the order of arrival of the requests is the order of answers.
    public func enqueue(_ answers: Answer...) {
        context.log.withLock { $0.answers += answers }
    }

    /// Closes the port and every connection, whatever they are doing, and returns when all descriptors are closed.
    ///
    /// Delays and stalls end at once and the tasks of handlers are cancelled; `stop` waits for handlers that do not
    /// heed it, so it must not be called from one. Stopping again does nothing.
    public func stop() async {
        loop.cancel()
        await loop.value
    }

    /// Runs a closure with a server whose requests are answered by `handler`, and stops the server whatever happens.
    ///
    /// - Parameters:
    ///   - port: The port, or 0 for one that is free.
    ///   - configuration: What the server does by itself.
    ///   - handler: Gives the answers.
    ///   - body: Uses the server.
    /// - Returns: What `body` returned.
    /// - Throws: What `body` threw, or ``MockServerError`` when the server cannot listen on the port.
    public static func withServer<Result>(
        port: Int = 0,
        configuration: Configuration = Configuration(),
        handler: @escaping Handler,
        _ body: (MockServer) async throws -> Result
    ) async throws -> Result {
        let server = try MockServer(port: port, configuration: configuration, handler: handler)
        do {
            let result = try await body(server)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }
}

extension MockServer {
    var log: Monitor<ServerLog> { context.log }
}
