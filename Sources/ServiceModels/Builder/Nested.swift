/// Changes a model inside of a model, by a builder of its own.
///
/// ```swift
/// try CreateUser.make {
///     Nested(\.address) {
///         Field(\.street, "Main")
///         Field(\.number, 7)
///     }
/// }
/// ```
public struct Nested<Model>: ModelStep {
    /// The changes, as those of the outer model.
    public let changes: ModelChanges<Model>

    /// Changes a nested model; its fields that no change names stay as they are.
    public init<Inner>(
        _ path: WritableKeyPath<Model, Inner>,
        @ModelBuilder<Inner> _ changes: () throws -> ModelChanges<Inner>
    ) rethrows {
        let inner = try changes()
        var outer = ModelChanges<Model>(change: { model in inner.makeChanges(of: &model[keyPath: path]) })
        outer.rules = inner.rules.map { rule in Rule(rule.message) { rule.holds($0[keyPath: path]) } }
        self.changes = outer
    }

    /// Changes a nested model that may be missing; one that is gets the empty form first.
    public init<Inner: DefaultInitializable>(
        _ path: WritableKeyPath<Model, Inner?>,
        @ModelBuilder<Inner> _ changes: () throws -> ModelChanges<Inner>
    ) rethrows {
        let inner = try changes()
        var outer = ModelChanges<Model>(change: { model in
            var value = model[keyPath: path] ?? Inner()
            inner.makeChanges(of: &value)
            model[keyPath: path] = value
        })
        outer.rules = inner.rules.map { rule in Rule(rule.message) { rule.holds($0[keyPath: path] ?? Inner()) } }
        self.changes = outer
    }
}
