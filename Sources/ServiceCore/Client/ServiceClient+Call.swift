extension ServiceClient {
    /// Calls an endpoint by name, and parses the body into a dynamic value.
    ///
    /// No status is an error by itself: an answer with 404 is a response like any other.
    ///
    /// - Parameters:
    ///   - endpoint: The name of the endpoint.
    ///   - payload: What to send. Default: nothing.
    ///   - options: The options of the call's level.
    /// - Throws: ``ServiceError``; `CancellationError` if the task is cancelled.
    @discardableResult
    public func call(
        _ endpoint: String,
        payload: Payload = .none,
        _ options: ServiceOption...
    ) async throws -> TypedResponse<DynamicValue> {
        try await perform(endpoint, payload: payload, options: options, parse: Self.parseDynamic)
    }

    /// Calls an endpoint by name with a value that the codec encodes; a `[UInt8]` is sent as it is.
    ///
    /// - Throws: ``ServiceError``; `CancellationError` if the task is cancelled.
    @discardableResult
    public func call(
        _ endpoint: String,
        payload: some Encodable & Sendable,
        _ options: ServiceOption...
    ) async throws -> TypedResponse<DynamicValue> {
        try await perform(endpoint, payload: Payload(input: payload), options: options, parse: Self.parseDynamic)
    }

    /// Calls an endpoint by name, with the options as an array.
    ///
    /// - Throws: ``ServiceError``; `CancellationError` if the task is cancelled.
    @discardableResult
    public func call(
        _ endpoint: String,
        payload: Payload,
        options: [ServiceOption]
    ) async throws -> TypedResponse<DynamicValue> {
        try await perform(endpoint, payload: payload, options: options, parse: Self.parseDynamic)
    }

    @Sendable
    private static func parseDynamic(
        _ response: ServiceResponse,
        _ session: ServiceSession
    ) throws -> DynamicValue {
        try session.runtime.codec.decodeDynamic(from: response, session: session)
    }

    /// Calls a typed endpoint.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint.
    ///   - input: What it takes.
    ///   - options: The options of the call's level.
    /// - Throws: ``ServiceError``; `CancellationError` if the task is cancelled.
    @discardableResult
    public func call<Input, Output>(
        _ endpoint: Endpoint<Input, Output>,
        _ input: Input,
        _ options: ServiceOption...
    ) async throws -> TypedResponse<Output> {
        try await perform(
            endpoint.name,
            payload: endpoint.makePayload(input),
            options: options,
            parse: endpoint.parse
        )
    }

    /// Calls a typed endpoint that takes no payload.
    ///
    /// - Throws: ``ServiceError``; `CancellationError` if the task is cancelled.
    @discardableResult
    public func call<Output>(
        _ endpoint: Endpoint<Void, Output>,
        _ options: ServiceOption...
    ) async throws -> TypedResponse<Output> {
        try await perform(endpoint.name, payload: endpoint.makePayload(()), options: options, parse: endpoint.parse)
    }

    /// Calls a typed endpoint, with the options as an array.
    ///
    /// - Throws: ``ServiceError``; `CancellationError` if the task is cancelled.
    @discardableResult
    public func call<Input, Output>(
        _ endpoint: Endpoint<Input, Output>,
        _ input: Input,
        options: [ServiceOption]
    ) async throws -> TypedResponse<Output> {
        try await perform(
            endpoint.name,
            payload: endpoint.makePayload(input),
            options: options,
            parse: endpoint.parse
        )
    }
}
