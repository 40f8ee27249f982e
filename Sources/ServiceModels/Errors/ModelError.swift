public import ServiceCore

/// Why a model cannot be made: every reason at once.
///
/// ```
/// CreateUser cannot be made:
///   - "username" is missing: give String
///   - "age" is String: give Int
///   - "nmae" is unknown; did you mean "name"?
/// ```
/// A call by the method of a client throws it as the cause of its `ServiceError`.
public struct ModelError: Error, Hashable, Sendable {
    /// The name of the model's type, or of the method whose arguments do not fit.
    public let model: String

    /// Every problem, in the order in which the model reads its keywords; unknown ones follow. Of each of these two kinds 100 are looked
    /// for at most.
    public let problems: [ModelProblem]

    /// The type that kept the rest of the keywords from being looked at, or `nil` where all were.
    ///
    /// To go on behind a keyword that is missing, any value of its type has to be made up. Of most types there is one; an
    /// enumeration has to be `CaseIterable`.
    public let uncheckedBehind: String?

    /// Creates an error.
    public init(model: String, problems: [ModelProblem], uncheckedBehind: String? = nil) {
        self.model = model
        self.problems = problems
        self.uncheckedBehind = uncheckedBehind
    }
}

extension ModelError {
    /// One line: the first problem, and how many more there are.
    var summary: String {
        let others = problems.count - 1
        let more = others < 1 ? "" : others == 1 ? ", and 1 more problem" : ", and \(others) more problems"
        return "\(model) cannot be made: \(problems.first?.description ?? "no reason is given")\(more)"
    }
}

extension ModelError: CustomStringConvertible, ErrorInLines {
    /// The most problems that a description tells; the others are counted.
    static let toldProblems = 20

    /// The model, and a line for each problem, up to 20.
    public var description: String { lines.joined(separator: "\n") }

    package var lines: [String] {
        var lines = ["\(model) cannot be made:"] + problems.prefix(Self.toldProblems).map { "  - \($0)" }
        let others = problems.count - Self.toldProblems
        if others > 0 { lines.append("  - and \(others) more problem\(others == 1 ? "" : "s")") }
        if let uncheckedBehind {
            lines.append(
                "  - the keywords that are read behind it were not looked at, for no value of \(uncheckedBehind) can be made up"
            )
        }
        return lines
    }
}
