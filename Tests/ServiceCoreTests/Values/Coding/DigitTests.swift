import Foundation
import ServiceCore
import Testing

/// A number keeps its digits, whichever way it goes.
struct DigitTests {
    static let numbers = [
        "18446744073709551616", "-9223372036854775809", "340282366920938463463374607431768211455",
        "-170141183460469231731687303715884105728", "0.1234567890123456789", "0.10000000000000001",
        "123456789012345678901234567890.12345678", "9007199254740993.5", "1e100", "0.1", "1.5", "-0.0", "7", "0",
        "18446744073709551615", "1e20",
    ]

    struct Message: Codable, Sendable {
        var number: DynamicValue
        var list: [DynamicValue] = []
    }

    @Test(arguments: numbers)
    func inAPayloadBesideOtherTypes(text: String) async throws {
        let value = try JSONReader().read(Array(text.utf8))
        let transport = ScriptedTransport()
        try await makeClient(transport).call("post", payload: Message(number: value, list: [value]))
        let body = try #require(transport.requests.first?.bodyText)
        let sent = try JSONReader().read(Array(body.utf8))
        #expect(try DecimalText(sent["number"]) == DecimalText(value))
        #expect(try DecimalText(sent["list"][0]) == DecimalText(value))
    }

    @Test(arguments: numbers)
    func inAnAnswerBesideOtherTypes(text: String) throws {
        let value = try JSONReader().read(Array(text.utf8))
        let read = try JSONDecoder().decode(Message.self, from: Data(#"{"number":\#(text),"list":[]}"#.utf8)).number
        #expect(try DecimalText(read) == DecimalText(value))
    }

    @Test func moreDigitsThanThereAreFail() async throws {
        let long = DynamicValue.number("0." + String(repeating: "123456789", count: 6))
        let client = try makeClient()
        let error = try await serviceError { try await client.call("post", payload: Message(number: long)) }
        #expect(error.code == .encodingFailed)
        #expect("\(error)".contains("send all of the payload as a DynamicValue"))
        let transport = ScriptedTransport()
        try await makeClient(transport).call("post", payload: ["number": long] as DynamicValue)
        #expect(transport.requests.first?.bodyText == #"{"number":\#(long)}"#)
    }

    @Test(arguments: ["12.345", "-0.1", "7", "123456789012345678901234567890.12345678", "0", "100000000000000000000"])
    func aDecimalIsANumber(text: String) throws {
        let decimal = try #require(Decimal(string: text))
        let value = try DynamicValue(encoding: ["price": decimal])
        #expect(value["price"].description == text)
        #expect(try value.decode(as: [String: Decimal].self) == ["price": decimal])
        #expect(try JSONReader().read(Array(text.utf8)).decode(as: Decimal.self) == decimal)
    }

    @Test(arguments: ["1e400", "0.1234567890123456789012345678901234567890123", #""1""#])
    func whatADecimalDoesNotHold(text: String) throws {
        let value = try JSONReader().read(Array(text.utf8))
        #expect(throws: DecodingError.self) { try value.decode(as: Decimal.self) }
    }

    @Test func anObjectOfADecimalIsReadAsBefore() throws {
        let data = try PropertyListEncoder().encode([Decimal(12.5)])
        #expect(try PropertyListDecoder().decode([Decimal].self, from: data) == [12.5])
    }

    @Test(
        arguments: [
            (.number("18446744073709551616"), "18446744073709551616"),
            (.number("0.1234567890123456789"), "0.1234567890123456789"),
            (.number("1e400"), "1e400"), (.int(-7), "-7"), (.double(0.1), "0.1"), (.double(2), "2"),
        ] as [(DynamicValue, String)]
    )
    func inAParameter(value: DynamicValue, text: String) throws {
        #expect(try ParameterValue(keyword: "n", value) == .string(text))
        #expect(try ParameterValue(keyword: "n", [value]) == .list([text]))
        #expect(try ParameterValue(keyword: "n", ["a": value]) == .pairs([.init(name: "a", value: text)]))
    }

    struct Wide: Codable, Equatable, Sendable {
        struct Inner: Codable, Equatable {
            var value: UInt128
            init(value: UInt128) { self.value = value }
            init(from decoder: any Decoder) throws {
                value = try decoder.singleValueContainer().decode(UInt128.self)
            }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(value)
            }
        }
        var signed: Int128
        var unsigned: UInt128
        var optional: Int128?
        var none: UInt128?
        var inner: Inner
        var list: [Int128]
    }

    @Test func propertiesOf128Bits() throws {
        let wide = Wide(
            signed: .min,
            unsigned: .max,
            optional: .max,
            inner: Wide.Inner(value: 1 << 100),
            list: [.min, 0]
        )
        let value = try DynamicValue(encoding: wide)
        #expect(value["signed"] == .number("-170141183460469231731687303715884105728"))
        #expect(try value.decode(as: Wide.self) == wide)
    }

    @Test func otherTypesInAParameter() throws {
        #expect(try ParameterValue(keyword: "n", UInt128.max) == .string("340282366920938463463374607431768211455"))
        #expect(try ParameterValue(keyword: "n", Decimal(string: "12.50")) == .string("12.5"))
        #expect(try ParameterValue(keyword: "n", [Decimal(string: "0.1")]) == .list(["0.1"]))
        let error = #expect(throws: ServiceError.self) { try ParameterValue(keyword: "n", Data([1])) }
        #expect(error?.message.contains("\"n\" is Data: give it as text") == true)
    }
}

/// A number as the text of its value: sign, digits and exponent.
private struct DecimalText: Equatable {
    private let text: String

    init(_ value: DynamicValue) throws {
        let number = value.description
        let parts = number.lowercased().split(separator: "e")
        var digits = String(parts[0])
        var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let sign = digits.hasPrefix("-") ? "-" : ""
        digits = digits.replacing("-", with: "")
        if let point = digits.firstIndex(of: ".") {
            exponent -= digits.distance(from: point, to: digits.endIndex) - 1
            digits.remove(at: point)
        }
        while digits.hasSuffix("0") {
            digits.removeLast()
            exponent += 1
        }
        digits = String(digits.drop { $0 == "0" })
        text = digits.isEmpty ? sign + "0" : "\(sign)\(digits)e\(exponent)"
    }
}
