import Foundation
import Testing

@testable import ServiceCore

@Suite("Codable and DynamicValue")
struct DynamicCodingTests {
    @Test("a rich model comes back")
    func roundTrip() throws {
        let model = RichModel()
        let value = try DynamicValue(encoding: model)
        #expect(try value.decode(as: RichModel.self) == model)
        #expect(value["huge"] == .number("18446744073709551615"))
        #expect(value["single"] == 0.1)
        #expect(value["byNumber"]["-2"] == "minus two")
        #expect(value["optionals"] == [1, nil, 3])
        #expect(value.object?["missing"] == nil)
        #expect(value["data"] == [0, 1, 255])
        let text = try JSONWriter().write(value)
        #expect(try JSONReader().read(text).decode(as: RichModel.self) == model)
    }

    @Test("Foundation reads what a model became, and this package reads what Foundation wrote")
    func agreesWithFoundation() throws {
        // Foundation treats these in a way of its own.
        var model = RichModel()
        (model.url, model.decimal, model.data) = (nil, nil, Data())
        let ours = try JSONWriter().write(DynamicValue(encoding: model))
        #expect(try JSONDecoder().decode(RichModel.self, from: Data(strippingData(ours))) == model)
        let theirs = try JSONReader().read([UInt8](JSONEncoder().encode(model)))
        var withData = try #require(theirs.object)
        withData["data"] = []
        #expect(try DynamicValue.object(withData).decode(as: RichModel.self) == model)
    }

    /// Foundation wants `Data` as base64 text.
    private func strippingData(_ bytes: [UInt8]) throws -> [UInt8] {
        var members = try #require(try JSONReader().read(bytes).object)
        members["data"] = ""
        return try JSONWriter().write(.object(members))
    }

    @Test("super-encoders and nested containers write where they should")
    func containers() throws {
        let dog = try DynamicValue(encoding: Dog(name: "Rex", tricks: ["sit"]))
        #expect(dog == ["super": ["name": "Rex"], "base": ["name": "Rex"], "tricks": ["sit"]])
        let copy = try dog.decode(as: Dog.self)
        #expect(copy.name == "Rex" && copy.tricks == ["sit"])

        let nested = try DynamicValue(encoding: Nested(numbers: [1, 2]))
        #expect(nested == ["inner": ["list": [[1, 2], ["again": "x"], true, nil], "again": 2]])
        #expect(try nested.decode(as: Nested.self) == Nested(numbers: [1, 2]))
    }

    @Test("a dynamic value goes through unchanged")
    func dynamicValue() throws {
        let value: DynamicValue = ["b": .bytes([1, 2]), "a": [.number("1e400"), 1, 1.0, nil, true, "x"]]
        #expect(try DynamicValue(encoding: value) == value)
        #expect(try DynamicValue(encoding: ["k": value])["k"] == value)
        #expect(try value.decode(as: DynamicValue.self) == value)
        #expect(try value.decode(as: [String: DynamicValue].self)["b"] == .bytes([1, 2]))
        #expect(try DynamicValue.bytes([1, 2]).decode(as: [UInt8].self) == [1, 2])
        #expect(try DynamicValue.bytes([1, 2]).decode(as: Data.self) == Data([1, 2]))
    }

    @Test("a dynamic value goes through the coders of Foundation")
    func dynamicValueInFoundation() throws {
        let value: DynamicValue = [
            "b": [true, false, nil, "x", 1, -1, 1.5, .number("18446744073709551615")], "a": [:], "c": [],
        ]
        let data = try JSONEncoder().encode(value)
        #expect(try JSONDecoder().decode(DynamicValue.self, from: data) == value)
        #expect(try JSONReader().read([UInt8](data)) == value)
        let bytes = try JSONEncoder().encode([DynamicValue.bytes(Array("foobar".utf8))])
        #expect(String(decoding: bytes, as: UTF8.self) == "[\"Zm9vYmFy\"]")
        #expect(throws: EncodingError.self) { try JSONEncoder().encode([DynamicValue.number("1e400")]) }
    }

    @Test("optionals at the top")
    func optionals() throws {
        #expect(try DynamicValue(encoding: Int?.none) == .null)
        #expect(try DynamicValue(encoding: Int?.some(3)) == 3)
        #expect(try DynamicValue.null.decode(as: Int?.self) == nil)
        #expect(try (3 as DynamicValue).decode(as: Int?.self) == 3)
    }

    @Test("integers of 128 bits")
    func wideIntegers() throws {
        let value = try DynamicValue(encoding: [Int128.min, 5])
        #expect(value == [.number("-170141183460469231731687303715884105728"), 5])
        #expect(try value.decode(as: [Int128].self) == [.min, 5])
    }

    @Test("user information reaches the model")
    func userInfo() throws {
        struct Reader: Codable, Equatable {
            var found: String
            static let key = CodingUserInfoKey(rawValue: "key")
            init(found: String) { self.found = found }
            init(from decoder: any Decoder) throws { found = Self.read(decoder.userInfo) }
            func encode(to encoder: any Encoder) throws { try Self.read(encoder.userInfo).encode(to: encoder) }
            static func read(_ info: [CodingUserInfoKey: Any]) -> String { key.flatMap { info[$0] as? String } ?? "" }
        }
        let info: [CodingUserInfoKey: any Sendable] = [try #require(Reader.key): "told"]
        #expect(try DynamicValue([1]).decode(as: [Reader].self, userInfo: info) == [Reader(found: "told")])
        #expect(try DynamicValue(encoding: [Reader(found: "")], userInfo: info) == ["told"])
    }
}

extension DynamicValue {
    fileprivate init(_ elements: [DynamicValue]) { self = .array(elements) }
}
