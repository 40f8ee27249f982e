extension ServiceClient {
    /// Calls an endpoint and reads the body as it arrives.
    ///
    /// The closure runs where the body would have been read, inside every around hook: the connection, every permit, timer and
    /// span are held exactly as long as it runs. What it does not read is discarded. Once it has started, nothing retries.
    ///
    /// A read of the body fails when the deadline of the call passes; what else the closure does is not interrupted by it. The limit
    /// of the body does not hold.
    ///
    /// ```swift
    /// let size = try await users.stream("download") { response in
    ///     var size = 0
    ///     for try await chunk in response.body { size += chunk.count }
    ///     return size
    /// }
    /// ```
    /// - Parameters:
    ///   - endpoint: The name of the endpoint.
    ///   - payload: What to send. Default: nothing.
    ///   - options: The options of the call's level.
    ///   - body: Reads the response; its body must not be used after it returned.
    /// - Returns: What the closure returned.
    /// - Throws: ``ServiceError``, which has what the closure threw as its cause; `CancellationError` if the task is cancelled.
    @discardableResult
    public func stream<Output: Sendable>(
        _ endpoint: String,
        payload: Payload = .none,
        _ options: ServiceOption...,
        body: @escaping @Sendable (ServiceResponse) async throws -> Output
    ) async throws -> Output {
        try await performStream(endpoint, payload: payload, options: options, body: body)
    }

    /// Calls an endpoint and reads the body as it arrives, with the options as an array.
    ///
    /// - Throws: ``ServiceError``, which has what the closure threw as its cause; `CancellationError` if the task is cancelled.
    @discardableResult
    public func stream<Output: Sendable>(
        _ endpoint: String,
        payload: Payload,
        options: [ServiceOption],
        body: @escaping @Sendable (ServiceResponse) async throws -> Output
    ) async throws -> Output {
        try await performStream(endpoint, payload: payload, options: options, body: body)
    }

    /// Calls a typed endpoint and reads the body as it arrives; its output type is not used.
    ///
    /// - Throws: ``ServiceError``, which has what the closure threw as its cause; `CancellationError` if the task is cancelled.
    @discardableResult
    public func stream<Input, Ignored, Output: Sendable>(
        _ endpoint: Endpoint<Input, Ignored>,
        _ input: Input,
        _ options: ServiceOption...,
        body: @escaping @Sendable (ServiceResponse) async throws -> Output
    ) async throws -> Output {
        try await performStream(endpoint.name, payload: endpoint.makePayload(input), options: options, body: body)
    }

    /// Calls a typed endpoint that takes no payload, and reads the body as it arrives; its output type is not used.
    ///
    /// - Throws: ``ServiceError``, which has what the closure threw as its cause; `CancellationError` if the task is cancelled.
    @discardableResult
    public func stream<Ignored, Output: Sendable>(
        _ endpoint: Endpoint<Void, Ignored>,
        _ options: ServiceOption...,
        body: @escaping @Sendable (ServiceResponse) async throws -> Output
    ) async throws -> Output {
        try await performStream(endpoint.name, payload: endpoint.makePayload(()), options: options, body: body)
    }
}
