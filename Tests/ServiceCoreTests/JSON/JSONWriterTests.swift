import Foundation
import TestSupport
import Testing

@testable import ServiceCore

@Suite("JSONWriter")
struct JSONWriterTests {
    static let written: [(value: DynamicValue, text: String)] = [
        (nil, "null"), (true, "true"), (0, "0"), (.int(.min), "-9223372036854775808"), (1.0, "1.0"), (0.1, "0.1"),
        (.double(-0.0), "-0.0"), (1e16, "1e+16"), (.double(.leastNonzeroMagnitude), "5e-324"), (100.0, "100.0"),
        (.number("1e400"), "1e400"),
        ("", "\"\""), ("a/b", "\"a/b\""),
        ("\"\\\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}", #""\"\\\b\f\n\r\t\u0000\u001f"# + "\u{7F}\""),
        ("é€😀", "\"é€😀\""), ([], "[]"), ([:], "{}"), ([1, [nil], [:]], "[1,[null],{}]"),
        (["b": 1, "a": ["d": 2, "c": 3]], #"{"b":1,"a":{"d":2,"c":3}}"#), (["\n": "\t"], #"{"\n":"\t"}"#),
        (.bytes([]), "\"\""), (.bytes([0xFF]), "\"/w==\""), (.bytes([0xFF, 0xFE]), "\"//4=\""),
        (.bytes(Array("foobar".utf8)), "\"Zm9vYmFy\""),
    ]

    @Test("writes compact text", arguments: written)
    func writes(value: DynamicValue, text: String) throws {
        #expect(try String(decoding: JSONWriter().write(value), as: UTF8.self) == text)
        #expect(value.description == text)
    }

    @Test("sorts names")
    func sorted() throws {
        let value: DynamicValue = ["b": 1, "a": [["d": 2, "c": 3]]]
        #expect(
            try String(decoding: JSONWriter(sortsKeys: true).write(value), as: UTF8.self)
                == #"{"a":[{"c":3,"d":2}],"b":1}"#
        )
    }

    @Test("indents")
    func pretty() throws {
        let value: DynamicValue = ["b": 1, "a": [["d": 2], [], [:]]]
        let expected = """
            {
              "b": 1,
              "a": [
                {
                  "d": 2
                },
                [],
                {}
              ]
            }
            """
        #expect(try String(decoding: JSONWriter(isPretty: true).write(value), as: UTF8.self) == expected)
    }

    @Test(
        "refuses what JSON cannot hold, and names the path",
        arguments: [
            .double(.nan), .double(.infinity), .double(-.infinity), .number("abc"), .number(""), .number("1 "),
            .number("01"),
        ]
            as [DynamicValue]
    )
    func refuses(value: DynamicValue) throws {
        let error = try #require(throws: EncodingError.self) { try JSONWriter().write(["a": [1, ["b": value]]]) }
        guard case .invalidValue(_, let context) = error else { throw error }
        #expect(context.codingPath.map(\.stringValue) == ["a", "Index 1", "b"])
        #expect(context.codingPath.map(\.intValue) == [nil, 1, nil])
    }

    @Test("a description writes everything")
    func descriptionOfEverything() {
        let value: DynamicValue = [.double(.nan), .double(-.infinity), .number("abc")]
        #expect(value.description == "[nan,-inf,abc]")
    }

    @Test("refuses nesting that no reader would take")
    func refusesNesting() throws {
        var value: DynamicValue = []
        for _ in 1..<512 { value = [value] }
        #expect(try JSONReader().read(JSONWriter().write(value)) == value)
        #expect(throws: EncodingError.self) { try JSONWriter().write([value]) }
    }

    @Test("what was written reads back as the same, and Foundation reads it", arguments: 1...20 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        for _ in 0..<50 {
            let value = DynamicValue.random(depth: 4, using: &random)
            for writer in [JSONWriter(), JSONWriter(isPretty: true)] {
                let text = try writer.write(value)
                let read = try JSONReader().read(text)
                #expect(read == value)
                #expect(read.description == value.description)
                #expect(throws: Never.self) {
                    try JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
                }
            }
            let sorted = try JSONReader().read(JSONWriter(sortsKeys: true).write(value))
            #expect(sorted == value)
            #expect(sorted.hashValue == value.hashValue)
        }
    }
}

extension DynamicValue {
    /// A value that JSON can hold, whose double is never a whole number that reads back as another kind.
    static func random(depth: Int, using random: inout some RandomNumberGenerator) -> DynamicValue {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .int(.random(in: .min ... .max, using: &random) >> Int64.random(in: 0..<64, using: &random))
        case 3:
            let double = Double(bitPattern: .random(in: .min ... .max, using: &random))
            return .double(double.isFinite ? double : 0.5)
        case 4: return .number("\(UInt64.random(in: (1 << 63)...(.max), using: &random))")
        case 5: return .string(randomText(using: &random))
        case 6:
            return .array(
                (0..<Int.random(in: 0..<6, using: &random)).map { _ in .random(depth: depth - 1, using: &random) }
            )
        default:
            var members = DynamicObject()
            for _ in 0..<Int.random(in: 0..<24, using: &random) {
                members[randomText(using: &random)] = .random(depth: depth - 2, using: &random)
            }
            return .object(members)
        }
    }

    private static func randomText(using random: inout some RandomNumberGenerator) -> String {
        let alphabet: [Character] = Array("ab\"\\/\n\t\u{0}\u{1F}\u{7F}é€😀z ") + ["e\u{301}"]
        return String(
            (0..<Int.random(in: 0..<20, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a" }
        )
    }
}
