/// A rule for what a builder makes, beside those of the model: it is checked when all changes are made.
///
/// ```swift
/// try CreateUser.make {
///     Field(\.age, age)
///     Rule("the age is missing: give one") { $0.age != nil }
/// }
/// ```
public struct Rule<Model>: ModelStep {
    let message: String
    let holds: (Model) -> Bool

    /// Creates a rule.
    ///
    /// - Parameters:
    ///   - message: What is wrong and what to do where the rule is broken.
    ///   - holds: Whether a model keeps the rule.
    public init(_ message: String, _ holds: @escaping (Model) -> Bool) {
        self.message = message
        self.holds = holds
    }

    /// The rule alone.
    public var changes: ModelChanges<Model> {
        var changes = ModelChanges<Model>()
        changes.rules = [self]
        return changes
    }
}
