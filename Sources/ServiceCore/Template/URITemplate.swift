/// A URI template (RFC 6570, level 4): a text with expressions in braces that are replaced by values.
///
/// It is parsed once and expanded often.
///
/// ```swift
/// let template = try URITemplate("/users/{userId}/posts{?page,tags*}")
/// try template.expand(["userId": "a/b", "page": 2, "tags": ["x", "y"]])
/// // "/users/a%2Fb/posts?page=2&tags=x&tags=y"
/// ```
///
/// Expansion is that of the RFC: a variable without a value vanishes with its separator. Who needs all the values
/// asks ``segments`` or ``variableNames`` first.
public struct URITemplate: Sendable {
    private let parsed: Parsed

    /// Parses a template.
    ///
    /// - Throws: ``URITemplateError`` when the text is no template (RFC 6570 §2); it tells the place and the remedy.
    public init(_ source: String) throws(URITemplateError) {
        var parser = URITemplateParser(source)
        parsed = Parsed(source: source, segments: try parser.parse())
    }

    /// The template as it was written.
    public var source: String { parsed.source }

    /// The pieces of the template, in order. Two literals never follow each other.
    public var segments: [Segment] { parsed.segments }

    /// The names of the variables in the order of their first appearance, each once.
    public var variableNames: [String] { parsed.variableNames }

    /// The names of the variables of `{name}` and `{+name}`, which leave a gap where they have no value. The other
    /// operators bring a separator of their own, which vanishes with the variable.
    public var requiredNames: [String] { parsed.requiredNames }

    /// The expansion of a template without expressions; `nil` where there is an expression.
    public var literal: String? { parsed.literal }

    /// Replaces the expressions by values (RFC 6570 §3).
    ///
    /// - Parameter values: Gives the value of a variable; a variable for which it gives `nil`, ``ParameterValue/null``,
    ///   an empty list or empty pairs vanishes. It is asked once for each place where the variable stands.
    /// - Throws: ``URITemplateError`` when a variable with a prefix (`{name:3}`) has a list or pairs for its value, which
    ///   RFC 6570 §2.4.1 does not define.
    public func expand(_ values: (String) -> ParameterValue?) throws(URITemplateError) -> String {
        if let literal { return literal }
        return try TextBuilder.build(throwing: { output throws(URITemplateError) in
            for step in parsed.steps { try step.append(to: &output, values, in: self) }
        })
    }

    /// Replaces the expressions by parameters, by the same rules as with a function.
    ///
    /// - Throws: ``URITemplateError`` when a variable with a prefix has a list or pairs for its value.
    public func expand(_ parameters: Parameters) throws(URITemplateError) -> String {
        try expand { parameters[$0] }
    }
}

extension URITemplate: Hashable, CustomStringConvertible {
    /// Whether two templates are written in the same way.
    public static func == (left: Self, right: Self) -> Bool {
        left.source == right.source
    }

    /// Hashes the template as it was written.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(source)
    }

    /// The template as it was written.
    public var description: String { source }
}
