import Testing

@testable import ServiceCore

@Suite("JSONReader refuses")
struct JSONReaderRefusalTests {
    typealias Code = JSONSyntaxError.Code

    static let refused: [(text: String, code: Code, offset: Int)] = [
        ("", .emptyInput, 0), ("  \n\t\r", .emptyInput, 5), ("\u{FEFF}", .emptyInput, 3), ("\u{FEFF} ", .emptyInput, 4),
        // Structure.
        ("[", .unexpectedEnd, 1), ("]", .unexpectedByte, 0), ("{", .unexpectedEnd, 1), ("}", .unexpectedByte, 0),
        ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3), ("[1,]", .unexpectedByte, 3),
        ("[,1]", .unexpectedByte, 1),
        ("[1 2]", .unexpectedByte, 3), ("[1,,2]", .unexpectedByte, 3), ("[1}", .unexpectedByte, 2),
        ("[1:2]", .unexpectedByte, 2),
        ("{\"a\"", .unexpectedEnd, 4), ("{\"a\":", .unexpectedEnd, 5), ("{\"a\":1", .unexpectedEnd, 6),
        ("{\"a\":1,", .unexpectedEnd, 7), ("{\"a\":1,}", .unexpectedByte, 7), ("{,}", .unexpectedByte, 1),
        ("{a:1}", .unexpectedByte, 1), ("{'a':1}", .unexpectedByte, 1), ("{1:1}", .unexpectedByte, 1),
        ("{\"a\" 1}", .unexpectedByte, 5), ("{\"a\",1}", .unexpectedByte, 4), ("{\"a\"}", .unexpectedByte, 4),
        ("{\"a\":}", .unexpectedByte, 5), ("{\"a\":1 \"b\":2}", .unexpectedByte, 7), ("{\"a\":1]", .unexpectedByte, 6),
        ("{\"a\"::1}", .unexpectedByte, 5), ("{[]:1}", .unexpectedByte, 1), ("{null:1}", .unexpectedByte, 1),
        ("1 2", .trailingContent, 2), ("[]]", .trailingContent, 2), ("{}}", .trailingContent, 2),
        ("null,", .trailingContent, 4),
        ("\"a\" \"b\"", .trailingContent, 4), ("[1]\u{0}", .trailingContent, 3), ("1\u{FEFF}", .trailingContent, 1),
        ("truefalse", .trailingContent, 4), ("[] // no", .trailingContent, 3), ("// no\n[]", .unexpectedByte, 0),
        ("/* no */ 1", .unexpectedByte, 0), ("\u{FEFF}\u{FEFF}1", .unexpectedByte, 3), ("\u{A0}1", .unexpectedByte, 0),
        ("\u{C}1", .unexpectedByte, 0), ("\u{B}1", .unexpectedByte, 0), ("\u{2028}1", .unexpectedByte, 0),
        ("é", .unexpectedByte, 0),
        // Literals.
        ("n", .unexpectedEnd, 1), ("nul", .unexpectedEnd, 3), ("nulL", .unexpectedByte, 3),
        ("Null", .unexpectedByte, 0),
        ("tru", .unexpectedEnd, 3), ("True", .unexpectedByte, 0), ("trux", .unexpectedByte, 3),
        ("fals", .unexpectedEnd, 4),
        ("falsy", .unexpectedByte, 4), ("nan", .unexpectedByte, 1), ("NaN", .unexpectedByte, 0),
        ("Infinity", .unexpectedByte, 0),
        ("-Infinity", .unexpectedByte, 1), ("undefined", .unexpectedByte, 0), ("[nu]", .unexpectedByte, 3),
        // Numbers.
        ("-", .unexpectedEnd, 1), ("+1", .unexpectedByte, 0), ("--1", .unexpectedByte, 1), ("01", .unexpectedByte, 1),
        ("-01", .unexpectedByte, 2), ("00", .unexpectedByte, 1), (".5", .unexpectedByte, 0),
        ("-.5", .unexpectedByte, 1),
        ("1.", .unexpectedEnd, 2), ("1.e1", .unexpectedByte, 2), ("1.x", .unexpectedByte, 2), ("1e", .unexpectedEnd, 2),
        ("1e+", .unexpectedEnd, 3), ("1e-", .unexpectedEnd, 3), ("1ex", .unexpectedByte, 2),
        ("1e+-1", .unexpectedByte, 3),
        ("1e1.5", .trailingContent, 3), ("1.2.3", .trailingContent, 3), ("0x10", .trailingContent, 1),
        ("1_000", .trailingContent, 1),
        ("1a", .trailingContent, 1), ("[1a]", .unexpectedByte, 2), ("[-]", .unexpectedByte, 2),
        ("[1.]", .unexpectedByte, 3),
        ("[0e]", .unexpectedByte, 3), ("[-a]", .unexpectedByte, 2), ("１", .unexpectedByte, 0),
        ("1e１", .unexpectedByte, 2),
        // Strings.
        ("\"", .unexpectedEnd, 1), ("\"a", .unexpectedEnd, 2), ("\"\\", .unexpectedEnd, 2),
        ("\"\\\"", .unexpectedEnd, 3),
        ("'a'", .unexpectedByte, 0), ("a", .unexpectedByte, 0), ("\"\n\"", .controlCharacter, 1),
        ("\"a\tb\"", .controlCharacter, 2),
        ("\"\u{0}\"", .controlCharacter, 1), ("\"ab\u{1F}\"", .controlCharacter, 3),
        ("\"\\n\n\"", .controlCharacter, 3),
        ("\"\\x41\"", .invalidEscape, 1), ("\"\\a\"", .invalidEscape, 1), ("\"ab\\'\"", .invalidEscape, 3),
        ("\"\\\n\"", .invalidEscape, 1),
        ("\"\\U0041\"", .invalidEscape, 1), ("\"\\é\"", .invalidEscape, 1), ("\"\\u\"", .invalidEscape, 3),
        ("\"\\u00\"", .invalidEscape, 5),
        ("\"\\u004g\"", .invalidEscape, 6), ("\"\\u+041\"", .invalidEscape, 3), ("\"\\u", .unexpectedEnd, 3),
        ("\"\\u00", .unexpectedEnd, 5),
        ("\"\\u0041", .unexpectedEnd, 7), ("\"\\uD83D\"", .loneSurrogate, 1), ("\"\\uDE00\"", .loneSurrogate, 1),
        ("\"ab\\uD83D\\n\"", .loneSurrogate, 3), ("\"\\uD83Dab\"", .loneSurrogate, 1),
        ("\"\\uD83D\\u0041\"", .loneSurrogate, 1),
        ("\"\\uD83D\\uD83D\"", .loneSurrogate, 1), ("\"\\uDE00\\uD83D\"", .loneSurrogate, 1),
        ("\"\\uD83D\\u00\"", .invalidEscape, 11),
        ("\"\\uFF1１\"", .invalidEscape, 6), ("{\"a\\uD800\":1}", .loneSurrogate, 3),
        ("[\"a\",\n\"\\q\"]", .invalidEscape, 7),
    ]

    @Test("refuses what RFC 8259 does not allow, and says where", arguments: refused)
    func refuses(text: String, code: Code, offset: Int) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONReader().read(Array(text.utf8)) }
        #expect(error?.code == code)
        #expect(error?.offset == offset)
    }

    static let illFormed: [(bytes: [UInt8], offset: Int)] = [
        ([0x80], 0), ([0xBF], 0), ([0xC0, 0x80], 0), ([0xC1, 0xBF], 0), ([0xC3], 0), ([0x61, 0xC3, 0x28], 1),
        ([0xE0, 0x80, 0x80], 0),
        ([0xE0, 0x9F, 0xBF], 0), ([0xE2, 0x82], 0), ([0xE2, 0x28, 0xA1], 0), ([0xED, 0xA0, 0x80], 0),
        ([0xED, 0xBF, 0xBF], 0),
        ([0xF0, 0x80, 0x80, 0x80], 0), ([0xF0, 0x8F, 0xBF, 0xBF], 0), ([0xF0, 0x9F, 0x98], 0),
        ([0xF4, 0x90, 0x80, 0x80], 0),
        ([0xF5, 0x80, 0x80, 0x80], 0), ([0xFE], 0), ([0xFF], 0), ([0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0x61, 0xFF], 6),
        ([0x5C, 0x6E, 0xC3, 0xA9, 0xFF], 4), ([0xF0, 0x9F, 0x98, 0x80, 0x80], 4),
    ]

    @Test("refuses ill-formed UTF-8 in a string, and says where", arguments: illFormed)
    func refusesIllFormedUTF8(bytes: [UInt8], offset: Int) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONReader().read([0x22] + bytes + [0x22]) }
        #expect(error?.code == .invalidUTF8)
        #expect(error?.offset == offset + 1)
    }

    @Test(
        "refuses UTF-16",
        arguments: [[0xFE, 0xFF, 0x00, 0x31], [0xFF, 0xFE, 0x31, 0x00], [0x00, 0x31], [0x5B, 0x00, 0x5D, 0x00]]
    )
    func refusesUTF16(bytes: [UInt8]) {
        #expect(throws: JSONSyntaxError.self) { try JSONReader().read(bytes) }
    }

    @Test("refuses nesting beyond the limit, where it begins", arguments: ["[", "{\"a\":"])
    func refusesNesting(opening: String) {
        for (limit, effective) in [(0, 0), (3, 3), (512, 512), (.max, 512), (-1, 0)] {
            let text = String(repeating: opening, count: 100_000)
            let error = #expect(throws: JSONSyntaxError.self) {
                try JSONReader(maximumDepth: limit).read(Array(text.utf8))
            }
            #expect(error?.code == .nestingTooDeep)
            #expect(error?.offset == effective * opening.utf8.count)
        }
    }

    @Test("tells line, column and what stands there")
    func place() throws {
        let text = "{\n  \"name\": \"Zoë\",\n  \"größe\": x,\n  \"id\": 1\n}"
        let error = try #require(throws: JSONSyntaxError.self) { try JSONReader().read(Array(text.utf8)) }
        #expect(error.line == 3)
        #expect(error.column == 12)
        #expect(error.description == "line 3, column 12 (byte 33): expected a value")
        #expect(error.excerpt == #"  "größe": x,"#)
    }

    @Test("an excerpt is short, splits no character, and stays on its line")
    func excerpt() throws {
        let text = String(repeating: "é", count: 50) + "\u{1}" + String(repeating: "€", count: 50)
        let error = try #require(throws: JSONSyntaxError.self) {
            try JSONReader().read(Array("[1,\n\"\(text)\"]".utf8))
        }
        #expect(error.code == .controlCharacter)
        #expect(error.excerpt == "éééééééééé\u{1}€€€€€€")
        #expect((error.line, error.column) == (2, 52))
    }
}
