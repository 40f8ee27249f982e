public import ServiceCore

/// A method over a model and further parameters, in front of the model and behind it.
///
/// ```swift
/// let tenant = MethodParameter<String>("tenant")
/// let isDryRun = MethodParameter("dryRun", default: false)
/// let createUser = ExtendedMethod("createUser", before: [tenant], parameter: "user", after: [isDryRun]) {
///     (user: CreateUser, arguments) in
///     try await service.create(user, in: arguments[tenant], isDryRun: arguments[isDryRun])
/// }
/// try await createUser("acme", CreateUser(username: "foobar"), true)            // by position
/// try await createUser("acme", username: "foobar", age: 21)                     // the model by its keywords
/// try await createUser(tenant: "acme", user: CreateUser(username: "foobar"))    // by name
/// ```
/// Values without a label fill, in order, the parameters that are not given by label. A keyword that is no parameter belongs to the
/// model; where a parameter and the model share a name it is the parameter's. All of it is checked when the call runs, and told in one
/// error.
@dynamicCallable
public struct ExtendedMethod<Model: ParameterObject, Argument: Sendable, Result: Sendable>: Sendable {
    private let signature: MethodSignature<Model, Argument>
    private let body: @Sendable (Argument, MethodArguments) async throws -> Result

    /// Creates a method.
    ///
    /// - Parameters:
    ///   - name: The name, for errors and ``description``.
    ///   - before: The parameters in front of the model. Default: none.
    ///   - parameter: The name of the model's parameter. Default: `model`.
    ///   - after: The parameters behind the model. Default: none.
    ///   - codec: Reads keywords that have another type than what they are for, see ``KeywordInitializer``.
    ///   - body: The method.
    public init(
        _ name: String,
        before: [any AnyMethodParameter] = [],
        parameter: String = "model",
        after: [any AnyMethodParameter] = [],
        codec: some ServiceCodec = .json,
        body: @escaping @Sendable (Model, MethodArguments) async throws -> Result
    ) where Argument == Model {
        self.init(name, before: before, parameter: parameter, after: after, codec: codec, as: { $0 }, body: body)
    }

    /// Creates a method whose parameter is made of the model, by `wrap`: an optional, or one of several types.
    public init(
        _ name: String,
        before: [any AnyMethodParameter] = [],
        parameter: String = "model",
        after: [any AnyMethodParameter] = [],
        codec: some ServiceCodec = .json,
        as wrap: @escaping @Sendable (Model) -> Argument,
        body: @escaping @Sendable (Argument, MethodArguments) async throws -> Result
    ) {
        signature = MethodSignature(
            name: name,
            model: parameter,
            before: before,
            after: after,
            codec: codec,
            lift: wrap
        )
        self.body = body
    }

    /// Calls the method.
    ///
    /// - Throws: ``ModelError`` with all the problems; what the method throws.
    @discardableResult
    public func dynamicallyCall(withKeywordArguments arguments: KeywordArguments) async throws -> Result {
        let (argument, others) = try signature.bind([Keyword](arguments))
        return try await body(argument, others)
    }
}

extension ExtendedMethod: CustomStringConvertible {
    /// The method with its parameters and the keywords of the model, for documentation and completion.
    public var description: String { signature.description }
}
