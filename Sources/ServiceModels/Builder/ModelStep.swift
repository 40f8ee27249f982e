/// What a line of a builder may be: ``Field``, ``Append``, ``Nested``, ``Rule``, or ``ModelChanges`` that were built elsewhere; an optional one
/// that is `nil` changes nothing.
public protocol ModelStep<Model> {
    /// What is changed.
    associatedtype Model

    /// The changes and rules of the step.
    var changes: ModelChanges<Model> { get }
}

extension Optional: ModelStep where Wrapped: ModelStep {
    /// The changes of the step, if there is one.
    public var changes: ModelChanges<Wrapped.Model> { self?.changes ?? ModelChanges() }
}
