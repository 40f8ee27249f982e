/// Why a text is no template: what is wrong, where, and what to do about it.
public struct LogTemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which template it is: `general`, `request`, `response`, `failure`, `parseFailure`, `cancellation` or `header`.
    public internal(set) var template: String
    /// The place, in characters from 1.
    public let position: Int
    /// What is wrong and what to do about it.
    public let message: String

    /// The error as a line of text.
    public var description: String { "the \(template) template, character \(position): \(message)" }
}
