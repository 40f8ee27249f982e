/// Parses JSON (RFC 8259) into a ``DynamicValue``.
///
/// The reader is strict: no comments, no trailing commas, no `NaN`, no control characters in strings. The text is UTF-8; a
/// byte-order mark at its start is skipped (RFC 8259 §8.1).
///
/// - An integer that fits is an ``DynamicValue/int(_:)``. A number with a fraction or an exponent, and `-0`, is a
///   ``DynamicValue/double(_:)``. A number that would lose digits that way keeps its text as a ``DynamicValue/number(_:)``.
/// - Members keep their order. Of a name that occurs more than once the last value stays, in the place of the first
///   (RFC 8259 §4 leaves it open).
public struct JSONReader: Sendable {
    /// The default of ``maximumDepth``.
    public static let defaultMaximumDepth = 512

    /// How deep lists and objects may lie in each other; `[[]]` has the depth 2.
    ///
    /// The default is 512, which also is the bound: a larger number counts as 512. The language releases nested values by
    /// recursion, so the depth of what a server sends must not be the server's choice.
    public let maximumDepth: Int

    /// Creates a reader.
    public init(maximumDepth: Int = Self.defaultMaximumDepth) {
        self.maximumDepth = min(max(maximumDepth, 0), Self.defaultMaximumDepth)
    }

    /// Parses one value and the white space around it.
    ///
    /// - Throws: A ``JSONSyntaxError``, whose code for a text without any value is
    ///   ``JSONSyntaxError/Code/emptyInput``.
    public func read(_ bytes: [UInt8]) throws(JSONSyntaxError) -> DynamicValue {
        do throws(JSONFailure) {
            var parser = JSONParser(maximumDepth: maximumDepth)
            return try parser.document(bytes.span)
        } catch {
            throw JSONSyntaxError(error, in: bytes)
        }
    }
}
