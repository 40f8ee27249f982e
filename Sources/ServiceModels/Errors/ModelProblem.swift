/// One reason why a model cannot be made.
public struct ModelProblem: Hashable, Sendable {
    /// What is wrong, in kind.
    public enum Kind: Hashable, Sendable {
        /// A keyword that the model needs is not given.
        case missing
        /// The model has no keyword of this name.
        case unknown
        /// The value has another type than the model takes.
        case mistyped
        /// The keyword is given more than once.
        case repeated
        /// The model has the keyword, but does not read it beside the others.
        case unread
        /// The value breaks a rule of the model.
        case invalid
    }

    /// What is wrong, in kind.
    public let kind: Kind

    /// The keyword, or the place inside of its value: `age`, `address.street`, `tags[1]`. Empty for the model as a whole.
    public let name: String

    /// What is wrong and what to do about it. It tells types and rules, and no value that was given.
    public let message: String

    /// Creates a problem.
    public init(_ kind: Kind, _ name: String, _ message: String) {
        self.kind = kind
        self.name = name
        self.message = message
    }
}

extension ModelProblem: CustomStringConvertible {
    /// The problem as a line of text: `"age" is a String: give an Int`.
    public var description: String { name.isEmpty ? message : "\"\(name)\" \(message)" }
}
