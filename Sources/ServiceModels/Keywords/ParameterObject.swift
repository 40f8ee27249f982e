import ServiceCore

/// A model whose properties are the parameters of a request or of a method.
///
/// It is made by its own initializer, from keywords, or by a builder:
///
/// ```swift
/// struct CreateUser: ParameterObject, DefaultInitializable {
///     var username = ""
///     var age: Int?
/// }
/// CreateUser(username: "foobar")
/// try CreateUser.build(username: "foobar", age: 21)       // checked when it runs, all problems at once
/// try CreateUser.make { Field(\.username, "foobar") }    // checked by the compiler
/// ```
/// Its rules are checked by whoever makes or sends one; see ``validate(_:)``.
public protocol ParameterObject: Codable, Sendable {
    /// Checks the rules of the model. Default: there are none.
    ///
    /// ```swift
    /// func validate(_ validation: inout Validation) {
    ///     validation.check("username", username, length: 1...20, matches: /[a-z]+/)
    ///     validation.check("age", age, in: 0...150)
    /// }
    /// ```
    /// - Parameter validation: Takes the findings; all of them are reported at once, before anything is sent.
    func validate(_ validation: inout Validation)
}

extension ParameterObject {
    /// Checks nothing.
    public func validate(_ validation: inout Validation) {}

    /// Makes the model from keywords; see ``KeywordInitializer``.
    public static var build: KeywordInitializer<Self> { .checked(codec: JSONCodec.usual) }

    /// The keywords of the model with their types.
    public static var schema: ModelSchema { ModelSchema(of: Self.self) }

    /// Makes the model by changing another one.
    ///
    /// ```swift
    /// let renamed = try CreateUser.make(from: user) { Field(\.username, "barfoo") }
    /// ```
    /// - Parameters:
    ///   - base: What the changes begin with. It stays as it is.
    ///   - changes: The fields to change.
    /// - Throws: ``ModelError`` with everything that breaks a rule of the model.
    public static func make(
        from base: Self,
        @ModelBuilder<Self> _ changes: () throws -> ModelChanges<Self>
    ) throws -> Self {
        var model = base
        try changes().apply(to: &model)
        return model
    }
}

extension ParameterObject where Self: DefaultInitializable {
    /// Makes the model by changing its empty form.
    ///
    /// - Parameter changes: The fields to change.
    /// - Throws: ``ModelError`` with everything that breaks a rule of the model.
    public static func make(@ModelBuilder<Self> _ changes: () throws -> ModelChanges<Self>) throws -> Self {
        try make(from: Self(), changes)
    }
}
