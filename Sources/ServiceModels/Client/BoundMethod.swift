public import ServiceCore

/// A method of a ``ModelClient``, ready to be called.
///
/// It is called with its model, with the keywords that build it, or with nothing; by ``call(_:_:)`` with a model and options, or with a builder.
/// The rules of the model are checked before anything is sent.
///
/// A keyword is, in this order: a property of the model; a value of the path; an option that a plugin of the client reads, by its name. One that
/// is none of these fails the call. A call throws `ServiceError`, or `CancellationError` if its task is cancelled; an input that cannot be made
/// has the code `invalidParameter`, and the ``ModelError`` with all the problems as its cause.
@dynamicCallable
public struct BoundMethod<Input: Sendable, Output: Sendable>: Sendable {
    private final class Binding: Sendable {
        let method: ServiceMethod<Input, Output>
        let client: ServiceClient
        let endpoint: Endpoint<Payload, Output>
        let divider: InputDivider?

        init(
            _ method: ServiceMethod<Input, Output>,
            _ client: ServiceClient,
            _ name: String,
            failure: (any (Decodable & Sendable).Type)?
        ) {
            self.method = method
            self.client = client
            let (failure, read) = (method.failure ?? failure, method.read)
            endpoint = Endpoint(
                name,
                payload: { $0 },
                parse: { response, session in
                    try response.checkStatus(failure: failure, session)
                    return try read(response, session)
                }
            )
            divider = client.endpoint(named: name).map {
                InputDivider(endpoint: $0, places: method.places, schema: method.input.schema)
            }
        }
    }

    private let binding: Binding

    init(
        _ method: ServiceMethod<Input, Output>,
        of client: ServiceClient,
        name: String,
        failure: (any (Decodable & Sendable).Type)? = nil
    ) {
        binding = Binding(method, client, name, failure: failure)
    }

    /// The name: that of the endpoint.
    public var name: String { binding.endpoint.name }

    /// The name of the service.
    var service: String { binding.client.name }

    /// The keywords of the input; `nil` where there is none.
    public var schema: ModelSchema? { binding.method.input.schema }

    /// Calls the method with a model.
    ///
    /// - Parameters:
    ///   - input: The model.
    ///   - options: The options of the call's level.
    @discardableResult
    public func call(_ input: Input, _ options: ServiceOption...) async throws -> TypedResponse<Output> {
        try await call(input, options: options)
    }

    /// Calls the method with a model, and the options as an array.
    @discardableResult
    public func call(_ input: Input, options: [ServiceOption]) async throws -> TypedResponse<Output> {
        try await perform(options: options, parameters: Parameters()) {
            try Validation.check(input)
            return input
        }
    }

    /// Calls the method with a model, or with nothing.
    @discardableResult
    public func dynamicallyCall(withArguments inputs: [Input]) async throws -> TypedResponse<Output> {
        guard let input = inputs.first else { return try await call(with: []) }
        return try await perform(options: [], parameters: Parameters()) {
            if inputs.count > 1 { throw problem(.repeated, "", "there are \(inputs.count) models: give one") }
            try Validation.check(input)
            return input
        }
    }

    /// Calls the method with keywords.
    @discardableResult
    public func dynamicallyCall(
        withKeywordArguments arguments: KeywordArguments
    ) async throws -> TypedResponse<Output> {
        try await call(with: [Keyword](arguments))
    }

    private func call(with keywords: [Keyword]) async throws -> TypedResponse<Output> {
        let sorted: SortedKeywords
        do {
            sorted = try SortedKeywords(
                keywords,
                of: binding.client,
                schema: schema,
                variables: binding.divider?.variables ?? []
            )
        } catch {
            throw placed(error)
        }
        return try await perform(options: sorted.options, parameters: sorted.parameters) {
            guard let given = sorted.input else {
                let input = Result { try binding.method.input.make(sorted.ofModel, binding.client) }
                return try sorted.combined(input, model: name)
            }
            guard let input = given as? Input else {
                let wanted = TypeName.of(Input.self)
                throw problem(
                    .mistyped,
                    "",
                    "the value without a keyword is \(TypeName.of(type(of: given))): give \(wanted)"
                )
            }
            let checked = Result { try Validation.check(input) }.map { input }
            return try sorted.combined(checked, model: name)
        }
    }

    func perform(
        options: [ServiceOption],
        parameters: Parameters,
        _ makeInput: () throws -> Input
    ) async throws -> TypedResponse<Output> {
        var options = options
        let payload: Payload
        do {
            let input = try makeInput()
            var parts = InputParts()
            if let encodable = binding.method.input.encodable(input), let divider = binding.divider {
                parts = try divider.parts(of: encodable, codec: binding.client.codec)
            }
            parts.parameters.merge(parameters)
            options = try parts.options(of: binding.client) + options
            payload = parts.payload
        } catch {
            throw placed(error)
        }
        return try await binding.client.call(binding.endpoint, payload, options: options)
    }

    private func problem(_ kind: ModelProblem.Kind, _ name: String, _ message: String) -> ModelError {
        ModelError(model: self.name, problems: [ModelProblem(kind, name, message)])
    }

    /// An error of a call that has not begun, as a call throws it.
    private func placed(_ error: any Error) -> any Error {
        if Task.isCancelled || error is CancellationError { return CancellationError() }
        var failure: ServiceError
        switch error {
        case let error as ServiceError: failure = error
        case let error as ModelError:
            failure = ServiceError(.invalidParameter, error.summary, cause: error)
        default: failure = ServiceError(.encodingFailed, "the input cannot be made or encoded", cause: error)
        }
        failure.stage = .prepareSession
        failure.service = binding.client.name
        failure.endpoint = name
        failure.redaction = binding.client.redaction
        return failure
    }
}
