/// Collects everything that breaks a rule of a model; see ``ParameterObject/validate(_:)``.
///
/// ```swift
/// func validate(_ validation: inout Validation) {
///     validation.check("username", username, length: 1...20, matches: /[a-z]+/)
///     validation.check("age", age, in: 0...150)
///     validation.check("address", address)
///     validation.require("end", end >= start, "is before the start: give a later one")
/// }
/// ```
/// A value that is `nil` breaks no rule. Messages tell the rule and not the value, which may be a secret.
public struct Validation: Sendable {
    /// What was found so far.
    public private(set) var problems: [ModelProblem] = []

    private var prefix = ""

    /// Creates a validation without findings.
    public init() {}

    /// Reports a finding where a condition does not hold.
    ///
    /// - Parameters:
    ///   - name: The property.
    ///   - condition: What must hold.
    ///   - message: What is wrong and what to do, as the end of a sentence that begins with the property.
    public mutating func require(_ name: String, _ condition: Bool, _ message: @autoclosure () -> String) {
        if !condition { problems.append(ModelProblem(.invalid, prefix + name, message())) }
    }

    /// Checks that a value lies in a range: `0...150`, `1...`, `..<1.0`.
    public mutating func check<Value: Comparable>(
        _ name: String,
        _ value: Value?,
        in range: some RangeExpression<Value>
    ) {
        guard let value else { return }
        require(name, range.contains(value), "is out of range: give a value in \(Self.text(of: range))")
    }

    /// Checks the number of elements of a collection.
    public mutating func check(_ name: String, _ value: (some Collection)?, count range: some RangeExpression<Int>) {
        guard let value else { return }
        require(name, range.contains(value.count), "has \(value.count) elements: give \(Self.text(of: range))")
    }

    /// Checks the number of characters of a text.
    public mutating func check(_ name: String, _ value: String?, length range: some RangeExpression<Int>) {
        guard let value else { return }
        require(name, range.contains(value.count), "has \(value.count) characters: give \(Self.text(of: range))")
    }

    /// Checks that the whole of a text matches a pattern.
    ///
    /// What a pattern costs may grow with the text beyond all bounds: one such as `/(a+)+b/` takes ages with 40 characters. Where a text may
    /// come from anybody, write a pattern that cannot be matched in many ways, or give the length too.
    ///
    /// - Parameters:
    ///   - name: The property.
    ///   - value: The text. One of more than 10,000 bytes breaks the rule, and is not matched.
    ///   - pattern: The pattern.
    ///   - description: What the pattern stands for, in the message. Default: a pattern that is not shown.
    public mutating func check(
        _ name: String,
        _ value: String?,
        matches pattern: Regex<some Any>,
        _ description: String = "the pattern of the model"
    ) {
        guard let value else { return }
        guard value.utf8.count <= Self.matchedSize else {
            return require(
                name,
                false,
                "is too long to match: give \(description), in \(Self.matchedSize) bytes at most"
            )
        }
        match(name, value, pattern, description)
    }

    /// Checks the number of characters of a text, and that the whole of it matches a pattern.
    ///
    /// A text that is longer than it may be is not matched, so the range bounds what the pattern can cost.
    public mutating func check(
        _ name: String,
        _ value: String?,
        length range: some RangeExpression<Int>,
        matches pattern: Regex<some Any>,
        _ description: String = "the pattern of the model"
    ) {
        guard let value else { return }
        let count = value.count
        check(name, value, length: range)
        if range.contains(count) || Self.isBelow(count, range) { match(name, value, pattern, description) }
    }

    /// The longest text that is matched where no length is given, in bytes.
    private static let matchedSize = 10_000

    private mutating func match(_ name: String, _ value: String, _ pattern: Regex<some Any>, _ description: String) {
        let matches = (try? pattern.wholeMatch(in: value)) != nil
        require(name, matches, "does not match: give \(description)")
    }

    /// Whether a number is too small for a range, rather than too large.
    private static func isBelow(_ number: Int, _ range: some RangeExpression<Int>) -> Bool {
        switch range {
        case let range as ClosedRange<Int>: number < range.lowerBound
        case let range as Range<Int>: number < range.lowerBound
        case let range as PartialRangeFrom<Int>: number < range.lowerBound
        default: false
        }
    }

    /// Checks the rules of a nested model.
    public mutating func check(_ name: String, _ model: (some ParameterObject)?) {
        guard let model else { return }
        let outer = prefix
        prefix += "\(name)."
        model.validate(&self)
        prefix = outer
    }

    /// Checks the rules of every model of a list.
    public mutating func check(_ name: String, each models: [some ParameterObject]) {
        for (index, model) in models.enumerated() { check("\(name)[\(index)]", model) }
    }

    private static func text<Bound>(of range: some RangeExpression<Bound>) -> String {
        switch range {
        case let range as PartialRangeFrom<Bound>: "\(range.lowerBound)..."
        case let range as PartialRangeThrough<Bound>: "...\(range.upperBound)"
        case let range as PartialRangeUpTo<Bound>: "..<\(range.upperBound)"
        default: "\(range)"
        }
    }

    /// Checks the rules of a model, if it has some.
    static func check<Model>(_ model: Model) throws(ModelError) {
        guard let object = model as? any ParameterObject else { return }
        var validation = Validation()
        object.validate(&validation)
        if validation.problems.isEmpty { return }
        throw ModelError(model: TypeName.of(Model.self), problems: validation.problems)
    }
}

extension ParameterObject {
    /// Checks the rules of the model now.
    ///
    /// - Throws: ``ModelError`` with everything that breaks a rule.
    public func validated() throws(ModelError) -> Self {
        try Validation.check(self)
        return self
    }
}
