/// Reads structured fields, all of RFC 9651 and nothing else: one wrong character, and the whole field is refused (§4.2).
///
/// A field that occurs more than once is read as the one value that its lines make when they are joined with commas, which is what
/// `HeaderFields` gives for its name.
enum StructuredField {
    /// Reads a list; an empty text is a list without members.
    static func list(_ text: String) throws(StructuredFieldError) -> [FieldMember] {
        try parse(text) { parser throws(StructuredFieldError) in try parser.parseList() }
    }

    /// Reads a dictionary; an empty text is a dictionary without members.
    static func dictionary(_ text: String) throws(StructuredFieldError) -> OrderedFields<FieldMember> {
        try parse(text) { parser throws(StructuredFieldError) in try parser.parseDictionary() }
    }

    /// Reads an item.
    static func item(_ text: String) throws(StructuredFieldError) -> FieldItem {
        try parse(text) { parser throws(StructuredFieldError) in try parser.parseItem() }
    }

    private static func parse<Value>(
        _ text: String,
        _ body: (inout StructuredFieldParser) throws(StructuredFieldError) -> Value
    ) throws(StructuredFieldError) -> Value {
        var parser = StructuredFieldParser(text)
        parser.skipSpaces()
        let value = try body(&parser)
        parser.skipSpaces()
        if parser.next != nil { throw parser.error("something follows the value") }
        return value
    }
}

/// Why a text is no structured field.
struct StructuredFieldError: Error, Hashable, CustomStringConvertible {
    /// What is wrong.
    let reason: String
    /// At which byte of the text.
    let offset: Int

    var description: String { "\(reason) at byte \(offset)" }
}
