/// Changes of a model in their order: what a builder makes, and what another builder may contain.
///
/// ```swift
/// @ModelBuilder<CreateUser>
/// func admin(in team: String) -> ModelChanges<CreateUser> {
///     Field(\.role, .admin)
///     Field(\.team, team)
/// }
/// let user = try CreateUser.make {
///     Field(\.username, "foobar")
///     admin(in: "core")
/// }
/// ```
public struct ModelChanges<Model>: ModelStep {
    private var steps: [(inout Model) -> Void] = []
    var rules: [Rule<Model>] = []

    init() {}

    init(change: @escaping (inout Model) -> Void) {
        steps = [change]
    }

    /// Makes changes by a builder.
    public init(@ModelBuilder<Model> _ changes: () throws -> ModelChanges<Model>) rethrows {
        self = try changes()
    }

    /// The changes themselves.
    public var changes: ModelChanges<Model> { self }

    mutating func append(_ other: ModelChanges<Model>) {
        steps += other.steps
        rules += other.rules
    }

    /// Makes the changes; the rules are left for later.
    func makeChanges(of model: inout Model) {
        for step in steps { step(&model) }
    }

    /// Makes the changes, then checks the rules of the builder and those of the model.
    ///
    /// - Throws: ``ModelError`` with every rule that is broken; the model is as it was then.
    public func apply(to model: inout Model) throws(ModelError) {
        var changed = model
        makeChanges(of: &changed)
        var problems = rules.filter { !$0.holds(changed) }.map { ModelProblem(.invalid, "", $0.message) }
        if let object = changed as? any ParameterObject {
            var validation = Validation()
            object.validate(&validation)
            problems += validation.problems
        }
        guard problems.isEmpty else { throw ModelError(model: TypeName.of(Model.self), problems: problems) }
        model = changed
    }
}
