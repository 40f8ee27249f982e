import Foundation
import ServiceCore
import Testing

struct ParameterValueTests {
    private enum Order: String, ParameterConvertible { case ascending = "asc" }
    private enum Level: Int, ParameterConvertible { case high = 3 }

    @Test func literals() {
        #expect((nil as ParameterValue) == .null)
        #expect(("a\(1)" as ParameterValue) == .string("a1"))
        #expect((-2 as ParameterValue) == .string("-2"))
        #expect((2.5 as ParameterValue) == .string("2.5"))
        #expect((true as ParameterValue) == .string("true"))
        #expect((["a", 1, nil, ["b", false]] as ParameterValue) == .list(["a", "1", "b", "false"]))
        #expect(
            (["b": 1, "a": nil, "c": ["x", "y"]] as ParameterValue)
                == .pairs([
                    .init(name: "b", value: "1"), .init(name: "c", value: "x"), .init(name: "c", value: "y"),
                ])
        )
    }

    @Test(
        arguments: [
            ("text" as any ParameterConvertible, .string("text")),
            ("text".dropFirst(), .string("ext")),
            ("é" as Character, .string("é")),
            (Int.min, .string("-9223372036854775808")),
            (Int8(-1), .string("-1")), (Int16(1), .string("1")), (Int32(1), .string("1")), (Int64(1), .string("1")),
            (Int128(1) << 100, .string("1267650600228229401496703205376")),
            (UInt(1), .string("1")), (UInt8(255), .string("255")), (UInt16(1), .string("1")), (UInt32(1), .string("1")),
            (UInt64.max, .string("18446744073709551615")), (UInt128(1), .string("1")),
            (false, .string("false")),
            (Int?.none, .null), (Int?.some(1), .string("1")), (Int??.some(nil), .null),
            ([1, 2], .list(["1", "2"])), ([1, nil], .list(["1"])), ([[1], [2, 3]], .list(["1", "2", "3"])),
            ([Int](), .list([])),
            (["b": 2, "a": 1], .pairs([.init(name: "a", value: "1"), .init(name: "b", value: "2")])),
            (["b": 2, "a": 1] as KeyValuePairs, .pairs([.init(name: "b", value: "2"), .init(name: "a", value: "1")])),
            (["a": [1, 2], "b": []], .pairs([.init(name: "a", value: "1"), .init(name: "a", value: "2")])),
            (["a": Int?.none], .pairs([])),
            ([["a": 1]], .list(["a", "1"])),
            (Order.ascending, .string("asc")), (Level.high, .string("3")), ([Order.ascending], .list(["asc"])),
            (ParameterValue.null, .null),
        ] as [(any ParameterConvertible, ParameterValue)]
    )
    func conversion(value: any ParameterConvertible, expected: ParameterValue) {
        #expect(value.parameterValue == expected)
    }

    @Test(arguments: [
        (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (2.5, "2.5"), (0.1, "0.1"), (1e3, "1000"), (100.25, "100.25"),
        (9_007_199_254_740_992, "9007199254740992"), (1e16, "10000000000000000"), (1.25e17, "125000000000000000"),
        (-1.25e20, "-125000000000000000000"), (1e21, "1e+21"), (1.5e300, "1.5e+300"),
        (123_456_789.125, "123456789.125"),
        (0.0001, "0.0001"), (0.00001, "0.00001"), (-1.25e-6, "-0.00000125"), (1e-6, "0.000001"), (1e-7, "1e-07"),
        (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"), (.leastNonzeroMagnitude, "5e-324"),
    ])
    func doubles(number: Double, text: String) {
        #expect(number.parameterValue == .string(text))
        #expect(number.isNaN || Double(text) == number)
    }

    @Test(
        arguments: [
            (0.1, "0.1"), (16_777_216, "16777216"), (1e8, "100000000"), (3e20, "300000000000000000000"),
            (0.00001, "0.00001"),
        ] as [(Float, String)]
    )
    func floats(number: Float, text: String) {
        #expect(number.parameterValue == .string(text))
    }

    @Test(
        arguments: [
            (.null, false), ("", true), ([], false), ([""], true), ([:], false), (["a": ""], true), ([nil], false),
        ] as [(ParameterValue, Bool)]
    )
    func isDefined(value: ParameterValue, expected: Bool) {
        #expect(value.isDefined == expected)
    }

    @Test(
        arguments: [
            ("null", .null), (#""a""#, "a"), (#""2""#, "2"), ("2", "2"), ("-2", "-2"), ("2.5", "2.5"), ("1e3", "1000"),
            ("18446744073709551615", "18446744073709551615"), ("true", "true"), ("1", "1"), ("0", "0"), ("[]", []),
            (#"["a", 1, null, false]"#, ["a", "1", "false"]), ("{}", [:]),
            (#"{"b": 1, "a": "x", "c": null}"#, ["a": "x", "b": 1]),
            (#"[{"b": 1}, {"a": 2}]"#, ["b": 1, "a": 2]),
        ] as [(String, ParameterValue)]
    )
    func decoding(json: String, value: ParameterValue) throws {
        #expect(try JSONDecoder().decode(ParameterValue.self, from: Data(json.utf8)) == value)
    }

    @Test(arguments: ["[[1]]", #"{"a": [1]}"#, #"{"a": {}}"#, #"[1, {"a": 2}]"#])
    func nestedValuesAreRefused(json: String) throws {
        let error = try #require(throws: DecodingError.self) {
            try JSONDecoder().decode([String: ParameterValue].self, from: Data(#"{"tags": \#(json)}"#.utf8))
        }
        guard case .typeMismatch(_, let context) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["tags"])
        #expect(context.debugDescription.contains("nested"))
    }

    @Test(
        arguments: [
            (.null, "null"), ("a", #""a""#), (["a", "b"], #"["a","b"]"#), (["a": 1, "b": 2], #"{"a":"1","b":"2"}"#),
            (["b": 2, "a": 1], #"[{"b":"2"},{"a":"1"}]"#), (["a": [1, 2]], #"[{"a":"1"},{"a":"2"}]"#), ([:], "{}"),
            ([], "[]"),
        ] as [(ParameterValue, String)]
    )
    func encoding(value: ParameterValue, json: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(value)
        #expect(String(decoding: data, as: UTF8.self) == json)
        #expect(try JSONDecoder().decode(ParameterValue.self, from: data) == value)
    }
}
