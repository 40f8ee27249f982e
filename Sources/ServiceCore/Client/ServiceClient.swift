/// A client of one service: endpoints, plugins, a codec and a transport.
///
/// ```swift
/// let users = try ServiceClient(
///     name: "users",
///     baseURL: "https://api.example.com/v1",
///     endpoints: ["getUsers": .get("/users"), "getUserDetail": .get("/users/{userId}", .timeout(.seconds(2)))],
///     transport: .urlSession(),
///     plugins: [PathTokens(), QueryParams(), Headers(["accept": "application/json"]), Timeout(.seconds(10))]
/// )
/// let page = try await users.call("getUsers", .query(["page": 2]))
/// ```
/// A client is immutable and may be used from any number of tasks at once. Close it when it is no longer needed; one that is dropped
/// without ``close()`` leaks nothing either.
public final class ServiceClient: Sendable {
    let runtime: ClientRuntime
    private let configuration: ClientConfiguration

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - name: The name of the service in errors and logs.
    ///   - baseURL: An absolute `http` or `https` URL without query, fragment and user information; its path is kept.
    ///   - endpoints: The endpoints by name.
    ///   - codec: Encodes payloads and decodes bodies. Default: JSON.
    ///   - transport: Sends the requests. The client closes it.
    ///   - plugins: What takes part in the calls, in this order.
    ///   - maximumBodySize: The limit of a buffered response body in bytes, after decompression. Default: 64 MiB.
    ///   - redaction: What descriptions, errors and logs mask. Default: everything whose name is that of a credential.
    ///   - clock: The clock of deadlines, back-off and limits. Default: `ContinuousClock`.
    /// - Throws: One ``ServiceError`` of the code `invalidConfiguration` that lists all the problems.
    public convenience init(
        name: String,
        baseURL: String,
        endpoints: Endpoints,
        codec: some ServiceCodec = .json,
        transport: some Transport,
        plugins: [any ServicePlugin] = [],
        maximumBodySize: Int = 64 * 1024 * 1024,
        redaction: Redaction = .standard,
        clock: some Clock<Duration> = ContinuousClock()
    ) throws {
        let configuration = ClientConfiguration(
            name: name,
            baseURL: baseURL,
            endpoints: endpoints,
            codec: codec,
            transport: transport,
            plugins: plugins,
            maximumBodySize: maximumBodySize,
            clock: ServiceClock(clock),
            redaction: redaction
        )
        try self.init(configuration, lifecycle: ClientLifecycle())
    }

    private init(_ configuration: ClientConfiguration, lifecycle: ClientLifecycle) throws {
        self.configuration = configuration
        runtime = try configuration.makeRuntime(lifecycle: lifecycle)
    }

    /// A client like this one with more plugins behind its own.
    ///
    /// The two share the transport and their end: closing one closes both, and tells the plugins of both.
    ///
    /// - Throws: As the initializer does; a ``ServiceError`` of the code `clientClosed` where the client has been closed.
    public func adding(_ plugins: any ServicePlugin...) throws -> ServiceClient {
        if isClosed {
            var error = ServiceError.closed
            (error.service, error.redaction) = (name, runtime.redaction)
            throw error
        }
        var configuration = configuration
        configuration.plugins += plugins
        configuration.closing = runtime.hooks.clientClosing
        return try ServiceClient(configuration, lifecycle: runtime.lifecycle)
    }

    /// The name of the service.
    public var name: String { runtime.name }

    /// The codec, which encodes payloads and decodes bodies.
    public var codec: any ServiceCodec { runtime.codec }

    /// What descriptions, errors and logs mask.
    public var redaction: Redaction { runtime.redaction }

    /// The endpoints, in the order in which they were given.
    public var endpoints: [EndpointDescription] {
        runtime.endpointNames.compactMap { runtime.endpoints[$0] }
    }

    /// The endpoint of a name, if there is one.
    public func endpoint(named name: String) -> EndpointDescription? {
        runtime.endpoints[name]
    }

    /// Whether the client has been closed.
    public var isClosed: Bool { runtime.lifecycle.isClosed }

    /// Closes the client: new calls are refused, calls that wait fail with ``ServiceError/Code/clientClosed``, calls that run may
    /// finish. Then the plugins are told, and the transport is closed.
    ///
    /// A second call does nothing.
    public func close() async {
        guard let hooks = runtime.lifecycle.close() else { return }
        for hook in hooks { await hook.plugin.close() }
        await runtime.transport.close()
    }
}
