/// Sets one field of a model, in a builder. The compiler checks that there is such a field, and its type.
///
/// ```swift
/// try CreateUser.make {
///     Field(\.username, "foobar")
///     if isAdmin { Field(\.role, .admin) }
/// }
/// ```
public struct Field<Model>: ModelStep {
    private let change: (inout Model) -> Void

    /// Sets a field.
    public init<Value>(_ path: WritableKeyPath<Model, Value>, _ value: Value) {
        change = { $0[keyPath: path] = value }
    }

    /// The field alone.
    public var changes: ModelChanges<Model> { ModelChanges(change: change) }
}
