/// Why a text is no URI template, or why a template cannot be expanded with the values that were given.
public struct URITemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The template.
    public let template: String
    /// Where the offending text starts: a number of characters (Unicode scalars) from the start, the first being 0.
    public let position: Int
    /// The offending text.
    public let text: String
    /// What is wrong with the text.
    public let problem: String
    /// What to write instead.
    public let remedy: String

    /// Creates an error.
    public init(template: String, position: Int, text: String, problem: String, remedy: String) {
        self.template = template
        self.position = position
        self.text = text
        self.problem = problem
        self.remedy = remedy
    }

    /// The template, the place, the problem and the remedy. No value of a variable is in it, and no secret of the template.
    public var description: String {
        let template = Redaction.standard.template(template)
        return Redaction.standard.lines(
            "URI template \"\(template)\", position \(position), \(text.debugDescription): \(problem); \(remedy)"
        )
    }
}
