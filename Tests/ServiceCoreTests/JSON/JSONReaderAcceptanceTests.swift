import Testing

@testable import ServiceCore

@Suite("JSONReader accepts")
struct JSONReaderAcceptanceTests {
    static let accepted: [(text: String, value: DynamicValue)] = [
        ("null", .null), ("true", true), ("false", false), (" \t\r\n1\n ", 1), ("\"\"", ""), ("[]", []), ("{}", [:]),
        ("[ ]", []), ("{ }", [:]), ("[null]", [nil]), ("[[],[[]]]", [[], [[]]]), ("[1 , 2\t,\r\n3]", [1, 2, 3]),
        ("{\"a\":1}", ["a": 1]), ("{ \"a\" : 1 , \"b\" : [ ] }", ["a": 1, "b": []]), ("{\"\":0}", ["": 0]),
        ("{\"a\":{\"b\":{\"c\":[]}}}", ["a": ["b": ["c": []]]]), ("{\"a\":1,\"a\":2}", ["a": 2]),
        ("{\"\\u0061\":1,\"a\":2}", ["a": 2]), ("{\"a\\u0000b\":1}", ["a\0b": 1]),
        // Integers.
        ("0", 0), ("1", 1), ("-1", -1), ("10", 10), ("123456789012345678", 123_456_789_012_345_678),
        ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
        ("9223372036854775808", .number("9223372036854775808")),
        ("-9223372036854775809", .number("-9223372036854775809")),
        ("18446744073709551615", .number("18446744073709551615")),
        ("18446744073709551616", .number("18446744073709551616")),
        ("99999999999999999999", .number("99999999999999999999")),
        ("100000000000000000000000", .number("100000000000000000000000")),
        // Numbers with a fraction or an exponent.
        ("1.0", 1.0), ("0.0", 0.0), ("-0", .double(-0.0)), ("-0.0", .double(-0.0)), ("0e1", 0.0),
        ("0e-99999999999999999999", 0.0),
        ("1.5", 1.5), ("-1.5", -1.5), ("0.1", 0.1), ("1e2", 100.0), ("1E2", 100.0), ("1e+2", 100.0), ("1E+2", 100.0),
        ("1e-2", 0.01), ("1.25e-2", 0.0125), ("1e00", 1.0), ("1.0000000000000000000000", 1.0),
        ("123.456e10", 1.23456e12),
        ("1e22", 1e22), ("1e23", 1e23), ("1e308", 1e308), ("1e-308", 1e-308),
        ("5e-324", .double(.leastNonzeroMagnitude)),
        ("1.7976931348623157e308", .double(.greatestFiniteMagnitude)),
        ("2.2250738585072014e-308", 2.2250738585072014e-308),
        ("0.30000000000000004", 0.30000000000000004), ("9007199254740993.0", .number("9007199254740993.0")),
        ("0.10000000000000001", .number("0.10000000000000001")), ("4.9e-324", .number("4.9e-324")),
        ("0.1234567890123456789", .number("0.1234567890123456789")), ("1e400", .number("1e400")),
        ("-1E400", .number("-1E400")), ("1e-400", .number("1e-400")),
        ("1e99999999999999999999", .number("1e99999999999999999999")),
        ("12345678901234567890.5", .number("12345678901234567890.5")),
        // Strings.
        ("\"a\"", "a"), ("\"fifteen bytes..\"", "fifteen bytes.."), ("\"sixteen bytes...\"", "sixteen bytes..."),
        ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{C}\n\r\t"), ("\"\\u0041\"", "A"), ("\"\\u00e9\"", "é"),
        ("\"\\u00E9\"", "é"), ("\"\\u20AC\"", "€"), ("\"\\uD83D\\uDE00\"", "😀"), ("\"\\ud83d\\ude00!\"", "😀!"),
        ("\"\\u0000\"", "\0"), ("\"\\u001f\"", "\u{1F}"), ("\"\\uFFFF\"", "\u{FFFF}"),
        ("\"\\udbff\\udfff\"", "\u{10FFFF}"),
        ("\"é€😀\"", "é€😀"), ("\"a\\nb\\nc\"", "a\nb\nc"), ("\"\u{7F}\"", "\u{7F}"),
        ("\"\u{2028}\u{2029}\"", "\u{2028}\u{2029}"),
        ("\"//no comment\"", "//no comment"), ("\"\\\\u0041\"", "\\u0041"), ("\"e\u{301}\"", "e\u{301}"),
        ("\u{FEFF}1", 1), ("\u{FEFF} [\"\u{FEFF}\"]", ["\u{FEFF}"]),
    ]

    @Test("reads what RFC 8259 allows", arguments: accepted)
    func reads(text: String, value: DynamicValue) throws {
        let read = try JSONReader().read(Array(text.utf8))
        #expect(read == value)
        // Equality takes the two zeros for one, and texts of one canonical form too; their description does not.
        #expect(read.description.utf8.elementsEqual(value.description.utf8))
    }

    @Test("of a name that occurs again the last value stays, in the place of the first")
    func duplicateNames() throws {
        let value = try JSONReader().read(Array(#"{"b":1,"a":2,"b":{"c":3}}"#.utf8))
        #expect(value.description == #"{"b":{"c":3},"a":2}"#)
    }

    @Test("a name that occurs again is found among any number of names", arguments: [1, 15, 16, 17, 18, 64, 500])
    func duplicatesInLargeObjects(count: Int) throws {
        let members = (0..<count).map { "\"name\($0)\":\($0)" } + (0..<count).map { "\"name\($0)\":\(-$0)" }
        let value = try JSONReader().read(Array("{\(members.joined(separator: ","))}".utf8))
        #expect(value.count == count)
        #expect(value.object?.keys == (0..<count).map { "name\($0)" })
        for index in 0..<count { #expect(value["name\(index)"] == DynamicValue(-index)) }
    }

    @Test("names of the same letters in different code points are different (RFC 8259 §8.3)")
    func namesByCodePoint() throws {
        let value = try JSONReader().read(Array("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8))
        #expect(value.count == 2)
        #expect(value["\u{E9}"] == 1)
        #expect(value["e\u{301}"] == 2)
    }

    @Test("nesting up to the limit", arguments: [0, 1, 2, 511, 512])
    func nesting(depth: Int) throws {
        let text = String(repeating: "[", count: depth) + (depth == 0 ? "1" : "") + String(repeating: "]", count: depth)
        let value = try JSONReader(maximumDepth: depth).read(Array(text.utf8))
        #expect(value.description == text)
    }
}
