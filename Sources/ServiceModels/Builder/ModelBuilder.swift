/// Builds the changes of a model: a ``ModelStep`` a line, with `if`, `switch` and `for`.
@resultBuilder
public enum ModelBuilder<Model> {
    // One function for all kinds of steps: with overloads the compiler could not tell what is wrong inside of one.

    /// A step.
    public static func buildExpression(_ step: some ModelStep<Model>) -> ModelChanges<Model> { step.changes }

    /// No changes.
    public static func buildBlock() -> ModelChanges<Model> { ModelChanges() }

    /// The first changes of a block.
    public static func buildPartialBlock(first: ModelChanges<Model>) -> ModelChanges<Model> { first }

    /// The changes of a block, in order.
    public static func buildPartialBlock(
        accumulated: consuming ModelChanges<Model>,
        next: ModelChanges<Model>
    ) -> ModelChanges<Model> {
        accumulated.append(next)
        return accumulated
    }

    /// An `if` without `else`.
    public static func buildOptional(_ changes: ModelChanges<Model>?) -> ModelChanges<Model> {
        changes ?? ModelChanges()
    }

    /// The first branch of an `if` or a `switch`.
    public static func buildEither(first changes: ModelChanges<Model>) -> ModelChanges<Model> { changes }

    /// Another branch of an `if` or a `switch`.
    public static func buildEither(second changes: ModelChanges<Model>) -> ModelChanges<Model> { changes }

    /// A `for`.
    public static func buildArray(_ changes: [ModelChanges<Model>]) -> ModelChanges<Model> {
        changes.reduce(into: ModelChanges()) { $0.append($1) }
    }

    /// An `if #available`.
    public static func buildLimitedAvailability(_ changes: ModelChanges<Model>) -> ModelChanges<Model> { changes }
}
