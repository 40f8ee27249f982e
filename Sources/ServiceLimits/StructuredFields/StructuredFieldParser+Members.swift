extension StructuredFieldParser {
    /// RFC 9651 §4.2.1.
    mutating func parseList() throws(StructuredFieldError) -> [FieldMember] {
        var members: [FieldMember] = []
        while next != nil {
            members.append(try parseMember())
            try parseComma()
        }
        return members
    }

    /// RFC 9651 §4.2.2.
    mutating func parseDictionary() throws(StructuredFieldError) -> OrderedFields<FieldMember> {
        var members = OrderedFields<FieldMember>()
        while next != nil {
            let key = try parseKey()
            members[key] =
                take("=")
                ? try parseMember() : .item(FieldItem(value: .boolean(true), parameters: try parseParameters()))
            try parseComma()
        }
        return members
    }

    /// RFC 9651 §4.2.3.
    mutating func parseItem() throws(StructuredFieldError) -> FieldItem {
        FieldItem(value: try parseBareItem(), parameters: try parseParameters())
    }

    /// RFC 9651 §4.2.1.1.
    private mutating func parseMember() throws(StructuredFieldError) -> FieldMember {
        next == UInt8(ascii: "(") ? try parseInnerList() : .item(try parseItem())
    }

    /// RFC 9651 §4.2.1.2.
    private mutating func parseInnerList() throws(StructuredFieldError) -> FieldMember {
        position += 1
        var items: [FieldItem] = []
        while true {
            skipSpaces()
            if take(")") { return .innerList(items, parameters: try parseParameters()) }
            items.append(try parseItem())
            guard next == UInt8(ascii: " ") || next == UInt8(ascii: ")") else {
                throw error("neither a space nor a closing parenthesis follows an item of an inner list")
            }
        }
    }

    /// The comma between two members, or the end of the text.
    private mutating func parseComma() throws(StructuredFieldError) {
        skipWhitespace()
        if next == nil { return }
        if !take(",") { throw error("no comma follows the member") }
        skipWhitespace()
        if next == nil { throw error("nothing follows the comma") }
    }

    /// RFC 9651 §4.2.3.2.
    private mutating func parseParameters() throws(StructuredFieldError) -> FieldParameters {
        var parameters = FieldParameters()
        while take(";") {
            skipSpaces()
            let key = try parseKey()
            parameters[key] = take("=") ? try parseBareItem() : .boolean(true)
        }
        return parameters
    }

    /// RFC 9651 §4.2.3.3.
    private mutating func parseKey() throws(StructuredFieldError) -> String {
        guard let next, next.isLowercaseLetter || next == UInt8(ascii: "*") else {
            throw error("a key begins with a lower-case letter or an asterisk")
        }
        let key = take { $0.isLowercaseLetter || $0.isDigit || "_-.*".utf8.contains($0) }
        return String(decoding: key, as: UTF8.self)
    }
}
