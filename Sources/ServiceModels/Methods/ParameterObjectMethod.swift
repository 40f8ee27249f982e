public import ServiceCore

/// A method over a model that can be called with the model, with the keywords that build it, with a builder, or with nothing.
///
/// ```swift
/// let createUser = ParameterObjectMethod("createUser") { (user: CreateUser) in
///     try await service.create(user)
/// }
/// try await createUser(CreateUser(username: "foobar"))       // checked by the compiler
/// try await createUser(username: "foobar", age: 21)          // checked when it runs, all problems at once
/// try await createUser.call { Field(\.username, "foobar") } // checked by the compiler
/// try await createUser()                                     // the empty form
/// try await createUser(user: CreateUser(username: "foobar")) // by the parameter's name, if it has this one
/// ```
/// Where the method has more parameters than the model there is ``ExtendedMethod``. The rules of the model are checked before the method
/// begins. Nothing that is given is ignored: it is used, or it is in the error.
@dynamicCallable
public struct ParameterObjectMethod<Model: ParameterObject, Argument: Sendable, Result: Sendable>: Sendable {
    private let signature: MethodSignature<Model, Argument>
    private let body: @Sendable (Argument) async throws -> Result

    /// Creates a method whose parameter is the model.
    ///
    /// - Parameters:
    ///   - name: The name, for errors and ``description``.
    ///   - parameter: The name of the parameter. Default: `model`.
    ///   - codec: Reads keywords that have another type than the model's property, see ``KeywordInitializer``.
    ///   - body: The method.
    public init(
        _ name: String,
        parameter: String = "model",
        codec: some ServiceCodec = .json,
        body: @escaping @Sendable (Model) async throws -> Result
    ) where Argument == Model {
        self.init(name, parameter: parameter, codec: codec, as: { $0 }, body: body)
    }

    /// Creates a method whose parameter is the model or nothing. A call without arguments gives the model's empty form; an explicit `nil`
    /// gives `nil`.
    public init(
        _ name: String,
        parameter: String = "model",
        codec: some ServiceCodec = .json,
        body: @escaping @Sendable (Model?) async throws -> Result
    ) where Argument == Model? {
        self.init(name, parameter: parameter, codec: codec, as: { $0 }, body: body)
    }

    /// Creates a method whose parameter is one of several types, of which the model is one: `wrap` makes the parameter of a model, for example
    /// the case of an enumeration.
    public init(
        _ name: String,
        parameter: String = "model",
        codec: some ServiceCodec = .json,
        as wrap: @escaping @Sendable (Model) -> Argument,
        body: @escaping @Sendable (Argument) async throws -> Result
    ) {
        signature = MethodSignature(name: name, model: parameter, before: [], after: [], codec: codec, lift: wrap)
        self.body = body
    }

    /// Calls the method with its argument, or without one.
    ///
    /// - Throws: ``ModelError`` for a model that breaks its rules, or that has no empty form where nothing is given; what the method throws.
    @discardableResult
    public func dynamicallyCall(withArguments arguments: [Argument]) async throws -> Result {
        guard let argument = arguments.first else { return try await body(signature.bind([]).0) }
        if arguments.count > 1 {
            let problem = ModelProblem(.unknown, "", "there are more values than parameters: remove some")
            throw ModelError(model: signature.name, problems: [problem])
        }
        try Validation.check(argument)
        return try await body(argument)
    }

    /// Calls the method with the keywords of the model, or with the model by the name of the parameter.
    ///
    /// - Throws: ``ModelError`` with all the problems; what the method throws.
    @discardableResult
    public func dynamicallyCall(withKeywordArguments arguments: KeywordArguments) async throws -> Result {
        try await body(signature.bind([Keyword](arguments)).0)
    }

    /// Calls the method with a model that a builder makes of another one.
    ///
    /// - Throws: ``ModelError`` with every rule that is broken; what the method throws.
    @discardableResult
    public func call(
        from base: Model,
        @ModelBuilder<Model> _ changes: () throws -> ModelChanges<Model>
    ) async throws -> Result {
        try await body(signature.lift(Model.make(from: base, changes)))
    }

    /// Calls the method with a model that a builder makes of the empty form.
    ///
    /// - Throws: ``ModelError`` with every rule that is broken; what the method throws.
    @discardableResult
    public func call(
        @ModelBuilder<Model> _ changes: () throws -> ModelChanges<Model>
    ) async throws -> Result where Model: DefaultInitializable {
        try await call(from: Model(), changes)
    }
}

extension ParameterObjectMethod: CustomStringConvertible {
    /// The method with its parameter and the keywords of the model, for documentation and completion:
    /// `createUser(user: CreateUser, or its keywords username: String, age: Int (optional))`.
    public var description: String { signature.description }
}
