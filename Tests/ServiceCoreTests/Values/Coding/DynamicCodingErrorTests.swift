import Testing

@testable import ServiceCore

@Suite("Errors of decoding and encoding")
struct DynamicCodingErrorTests {
    private struct Model: Decodable {
        struct Item: Decodable {
            var number: Int8
            var text: String?
            var single: Float?
            var flag: Bool?
            var list: [UInt]?
        }
        var items: [Item]
    }

    static let failures: [(item: DynamicValue, path: [String], kind: String, message: String)] = [
        (["number": 300], ["number"], "dataCorrupted", "300 does not fit in Int8."),
        (["number": 1.5], ["number"], "dataCorrupted", "1.5 does not fit in Int8."),
        (["number": .number("1e400")], ["number"], "dataCorrupted", "1e400 does not fit in Int8."),
        (["number": "1"], ["number"], "typeMismatch", "Expected a number, found a text."),
        (["number": true], ["number"], "typeMismatch", "Expected a number, found a truth value."),
        (["number": nil], ["number"], "valueNotFound", "Expected a number, found null."),
        ([:], [], "keyNotFound", "No member is named \"number\"."),
        ([], [], "typeMismatch", "Expected an object, found a list."),
        (nil, [], "valueNotFound", "Expected an object, found null."),
        (["number": 1, "text": 1], ["text"], "typeMismatch", "Expected a text, found a number."),
        (["number": 1, "flag": 1], ["flag"], "typeMismatch", "Expected a truth value, found a number."),
        (["number": 1, "single": 1e300], ["single"], "dataCorrupted", "1e+300 does not fit in Float."),
        (["number": 1, "single": .number("1e400")], ["single"], "dataCorrupted", "1e400 does not fit in Double."),
        (["number": 1, "list": [1, -1]], ["list", "Index 1"], "dataCorrupted", "-1 does not fit in UInt."),
        (["number": 1, "list": [:]], ["list"], "typeMismatch", "Expected a list, found an object."),
    ]

    @Test("an error of decoding names kind, path and remedy", arguments: failures)
    func decoding(item: DynamicValue, path: [String], kind: String, message: String) throws {
        let value: DynamicValue = ["items": [["number": 1], item]]
        let root = [DynamicKey(stringValue: "options")]
        let error = try #require(throws: DecodingError.self) { try value.decode(as: Model.self, codingPath: root) }
        let (found, context) = Self.parts(of: error)
        #expect(found == kind)
        #expect(context.codingPath.map(\.stringValue) == ["options", "items", "Index 1"] + path)
        #expect(context.debugDescription == message)
    }

    @Test("reading beyond the end of a list is an error, each time")
    func beyondTheEnd() throws {
        struct Pair: Decodable {
            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                _ = try container.decode(Int.self)
                #expect(throws: DecodingError.self) { try container.decode(String.self) }
                #expect(container.currentIndex == 1)
                _ = try container.decode(Int.self)
                #expect(throws: DecodingError.self) { try container.decodeNil() }
                #expect(throws: DecodingError.self) { try container.nestedUnkeyedContainer() }
                _ = try container.decode(Int.self)
            }
        }
        let error = try #require(throws: DecodingError.self) { try ([1, 2] as DynamicValue).decode(as: Pair.self) }
        let (kind, context) = Self.parts(of: error)
        #expect(kind == "valueNotFound")
        #expect(context.codingPath.map(\.intValue) == [2])
        #expect(context.debugDescription == "The list has only 2 elements.")
    }

    private struct Writer: Encodable {
        let write: @Sendable (any Encoder) throws -> Void
        func encode(to encoder: any Encoder) throws { try write(encoder) }
    }

    @Test("a type that writes nothing, or two things in one place, is an error with its path")
    func encoding() throws {
        let writers = [
            Writer { _ in },
            Writer { encoder in
                var container = encoder.singleValueContainer()
                try container.encode(1)
                try container.encode(2)
            },
            Writer { encoder in
                _ = encoder.unkeyedContainer()
                _ = encoder.container(keyedBy: DynamicKey.self)
            },
            Writer { encoder in
                var container = encoder.container(keyedBy: DynamicKey.self)
                var single = encoder.singleValueContainer()
                try single.encodeNil()
                try container.encode(1, forKey: .super)
            },
        ]
        for writer in writers {
            let error = try #require(throws: EncodingError.self) { try DynamicValue(encoding: ["a": [writer]]) }
            guard case .invalidValue(_, let context) = error else { throw error }
            #expect(context.codingPath.map(\.stringValue) == ["a", "Index 0"])
        }
    }

    @Test("the path of an encoder is known to the model")
    func pathOfEncoder() throws {
        let writer = Writer { encoder in
            try encoder.codingPath.map(\.stringValue).encode(to: encoder)
        }
        #expect(try DynamicValue(encoding: ["a": [writer]]) == ["a": [["a", "Index 0"]]])
    }

    private static func parts(of error: DecodingError) -> (String, DecodingError.Context) {
        switch error {
        case .typeMismatch(_, let context): ("typeMismatch", context)
        case .valueNotFound(_, let context): ("valueNotFound", context)
        case .keyNotFound(_, let context): ("keyNotFound", context)
        case .dataCorrupted(let context): ("dataCorrupted", context)
        @unknown default: ("unknown", DecodingError.Context(codingPath: [], debugDescription: ""))
        }
    }
}
