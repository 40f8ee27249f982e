/// Why bytes are not JSON, and where.
public struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in kind. More codes may come: a `switch` over them needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// There is nothing but white space. A codec may take it for an empty body.
        public static let emptyInput = Code(description: "emptyInput")
        /// The text ends within a value.
        public static let unexpectedEnd = Code(description: "unexpectedEnd")
        /// A byte stands where the grammar has no place for it.
        public static let unexpectedByte = Code(description: "unexpectedByte")
        /// A control character stands in a string without an escape (RFC 8259 §7).
        public static let controlCharacter = Code(description: "controlCharacter")
        /// A backslash is not followed by one of the escapes of RFC 8259 §7.
        public static let invalidEscape = Code(description: "invalidEscape")
        /// A surrogate is escaped without its other half.
        public static let loneSurrogate = Code(description: "loneSurrogate")
        /// A string is not well-formed UTF-8 (RFC 3629).
        public static let invalidUTF8 = Code(description: "invalidUTF8")
        /// Lists and objects lie deeper in each other than the reader allows.
        public static let nestingTooDeep = Code(description: "nestingTooDeep")
        /// Something follows the value.
        public static let trailingContent = Code(description: "trailingContent")
    }

    /// What is wrong, in kind.
    public let code: Code
    /// What is wrong, for people.
    public let message: String
    /// The offset of the first byte that does not fit, counted from 0; the number of bytes where the text ends too soon.
    public let offset: Int
    /// The line, counted from 1. A line ends with LF.
    public let line: Int
    /// The column, counted in characters of Unicode (code points) from 1.
    public let column: Int
    /// The text around the place on its line, at most 20 bytes to either side; what cannot be shown is replaced. It may be a part of
    /// a secret.
    public let excerpt: String

    /// Place and message, `line 3, column 14 (byte 40): expected a value`, without the ``excerpt``.
    public var description: String {
        "line \(line), column \(column) (byte \(offset)): \(message)"
    }
}

/// What the parser throws: enough to make the error from, which looks at the text again.
struct JSONFailure: Error {
    var code: JSONSyntaxError.Code
    var offset: Int
    var message: String
}

extension JSONSyntaxError {
    /// Finds line, column and excerpt of a failure.
    init(_ failure: JSONFailure, in bytes: [UInt8]) {
        let before = bytes[..<failure.offset]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        code = failure.code
        message = failure.message
        offset = failure.offset
        line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        column = 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 }
        excerpt = Self.excerpt(of: bytes[lineStart...], around: failure.offset)
    }

    private static func excerpt(of line: ArraySlice<UInt8>, around offset: Int) -> String {
        var start = Swift.max(line.startIndex, offset - 20)
        var end = Swift.min(line.endIndex, offset + 20)
        end = line[offset..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end
        // A character that the cut would split is left out.
        while start > line.startIndex, start < offset, line[start] & 0xC0 == 0x80 { start += 1 }
        while end < line.endIndex, end > offset, line[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: line[start..<end], as: UTF8.self)
    }
}
