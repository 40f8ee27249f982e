import ServiceCore

/// A parameter of a method beside its model.
///
/// ```swift
/// let tenant = MethodParameter<String>("tenant")
/// let isDryRun = MethodParameter("dryRun", default: false)
/// ```
public struct MethodParameter<Value: Decodable & Sendable>: AnyMethodParameter {
    /// The keyword.
    public let name: String

    let defaultValue: Value?

    /// Creates a parameter that every call has to give, unless its type is an optional.
    public init(_ name: String, of type: Value.Type = Value.self) {
        self.name = name
        defaultValue = nil
    }

    /// Creates a parameter that a call may leave out.
    public init(_ name: String, default value: Value) {
        self.name = name
        defaultValue = value
    }

    /// The keyword, the type, and whether it may be left out.
    public var description: String {
        let isOptional = defaultValue != nil || Value.self is any ExpressibleByNilLiteral.Type
        return "\(name): \(TypeName.choices(of: Value.self))\(isOptional ? " (optional)" : "")"
    }
}

/// A ``MethodParameter`` of any type.
public protocol AnyMethodParameter: Sendable, CustomStringConvertible {
    /// The type of the values.
    associatedtype Value: Decodable & Sendable
    /// The keyword.
    var name: String { get }
}

extension AnyMethodParameter {
    /// Reads the value that a call gives; adds what is wrong with it to the problems.
    func read(_ given: Members.Given, codec: any ServiceCodec, _ problems: inout [ModelProblem]) -> (any Sendable)? {
        if case .absent = given, let value = (self as? MethodParameter<Value>)?.defaultValue { return value }
        return Exploration(codec: codec) { run in try run.read(Value.self, given, at: name) }.value(&problems)
    }
}

extension Exploration {
    /// The value of a part that was explored alone; adds what is wrong with it to other problems.
    func value(_ others: inout [ModelProblem]) -> Value? {
        let problems = problems + Members.leftovers(of: self)
        others += problems
        return problems.isEmpty ? value : nil
    }
}

/// The values of the parameters of a method beside its model.
public struct MethodArguments: Sendable {
    let values: [String: any Sendable]

    /// The value of a parameter.
    ///
    /// - Throws: ``ModelError`` where the method has not been made with this parameter.
    public subscript<Value>(parameter: MethodParameter<Value>) -> Value {
        get throws {
            guard let value = values[parameter.name] as? Value else {
                let problem = ModelProblem(.unknown, parameter.name, "is no parameter of the method: declare it there")
                throw ModelError(model: "the arguments", problems: [problem])
            }
            return value
        }
    }
}
