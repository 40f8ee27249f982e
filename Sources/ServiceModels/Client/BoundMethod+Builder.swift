public import ServiceCore

extension BoundMethod where Input: ParameterObject {
    /// Calls the method with a model that a builder makes of another one.
    ///
    /// - Parameters:
    ///   - base: What the changes begin with.
    ///   - options: The options of the call's level.
    ///   - changes: The fields to change.
    @discardableResult
    public func call(
        from base: Input,
        _ options: ServiceOption...,
        @ModelBuilder<Input> changes: () throws -> ModelChanges<Input>
    ) async throws -> TypedResponse<Output> {
        try await perform(options: options, parameters: Parameters()) { try Input.make(from: base, changes) }
    }

    /// Calls the method with a model that a builder makes of the empty form.
    @discardableResult
    public func call(
        _ options: ServiceOption...,
        @ModelBuilder<Input> changes: () throws -> ModelChanges<Input>
    ) async throws -> TypedResponse<Output> where Input: DefaultInitializable {
        try await perform(options: options, parameters: Parameters()) { try Input.make(from: Input(), changes) }
    }
}
