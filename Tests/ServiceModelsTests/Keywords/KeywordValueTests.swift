import ServiceCore
import ServiceModels
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the value of a keyword may be.
struct KeywordValueTests {
    static func everything() throws -> Everything {
        Everything(
            text: "a",
            flag: true,
            small: 8,
            big: .max,
            ratio: 0.5,
            single: 0.25,
            date: Date(timeIntervalSinceReferenceDate: 1),
            data: Data([1, 2]),
            url: try #require(URL(string: "https://example.com/")),
            id: try #require(UUID(uuidString: "00000000-0000-0000-0000-0000000000AA")),
            role: .writer,
            names: ["a", "b"],
            table: ["x": 1],
            nested: Address(street: "Main", number: 1),
            many: [Address(street: "A", number: 2)],
            optional: nil
        )
    }

    @Test func `values of the property's own type are taken as they are`() throws {
        let all = try Self.everything()
        let made = try Everything.build(
            text: all.text,
            flag: all.flag,
            small: all.small,
            big: all.big,
            ratio: all.ratio,
            single: all.single,
            date: all.date,
            data: all.data,
            url: all.url,
            id: all.id,
            role: all.role,
            names: all.names,
            table: all.table,
            nested: all.nested,
            many: all.many,
            optional: all.optional
        )
        #expect(made == all)
    }

    @Test func `values that encode as the property are read as it`() throws {
        let made = try Everything.build(
            text: "a" as DynamicValue,
            flag: true,
            small: 8,
            big: UInt64.max,
            ratio: Float(0.5),
            single: 0.25,
            date: 1,
            data: [1, 2],
            url: "https://example.com/",
            id: "00000000-0000-0000-0000-0000000000AA",
            role: "writer",
            names: ["a", "b"] as DynamicValue,
            table: ["x": 1] as DynamicValue,
            nested: ["street": "Main", "number": 1] as DynamicValue,
            many: [["street": "A", "number": 2]] as DynamicValue,
            optional: nil
        )
        #expect(try made == Self.everything())
    }

    @Test func `an order other than the model's, and an optional variable`() throws {
        let age: Int? = 3
        let none: Int? = nil
        let writer = try CreateUser.build(tags: ["t"], role: Role.writer, age: age, username: "u")
        #expect(writer == CreateUser(username: "u", age: 3, tags: ["t"], role: .writer))
        #expect(try CreateUser.build(username: "u", age: none, tags: [String](), role: "reader").age == nil)
    }

    @Test func `dates are read by the strategy of the codec, also inside of lists and nested models`() throws {
        struct Span: Codable, Sendable, Equatable {
            var start: Date
            var ends: [Date]
            var inner: [String: Date]
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let build = KeywordInitializer<Span>(codec: .json(decoder: decoder))
        let day = Date(timeIntervalSince1970: 0)
        let text = "1970-01-01T00:00:00Z"
        let made = try build(start: text, ends: [text], inner: ["a": text])
        #expect(made == Span(start: day, ends: [day], inner: ["a": day]))
        #expect(try build(start: day, ends: [day], inner: ["a": day]) == made)
        let error = #expect(throws: ModelError.self) {
            try build(start: 1.5, ends: [text, "soon"], inner: ["a": true])
        }
        #expect(
            error?.problems.map(\.description) == [
                #""start" is Double: give Date"#, #""ends[1]" is a text: give Date"#,
                #""inner.a" is a truth value: give Date"#,
            ]
        )
    }

    @Test func `any type that can be decoded has a keyword initializer`() throws {
        struct Version: Decodable, Equatable {
            var major: Int
            var minor: Int
        }
        #expect(try KeywordInitializer<Version>()(major: 6, minor: 3) == Version(major: 6, minor: 3))
        #expect(try KeywordInitializer<[String: Int]>()(a: 1, b: 2) == ["a": 1, "b": 2])
        enum Shape: Codable, Equatable { case circle(radius: Double) }
        #expect(try KeywordInitializer<Shape>()(circle: ["radius": 2]) == .circle(radius: 2))
    }

    @Test func `a class with a parent reads the keywords of both`() throws {
        class Parent: Decodable {
            var name: String
        }
        final class Child: Parent {
            var age: Int
            enum CodingKeys: CodingKey { case age }
            required init(from decoder: any Decoder) throws {
                age = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .age)
                try super.init(from: decoder)
            }
        }
        let child = try KeywordInitializer<Child>()(name: "n", age: 3)
        #expect(child.name == "n")
        #expect(child.age == 3)
        let error = #expect(throws: ModelError.self) { try KeywordInitializer<Child>()(nme: "n") }
        #expect(error?.problems.map(\.name) == ["age", "name", "nme"])
    }

    @Test func `keywords that are words of the language, or no words`() throws {
        struct Words: ParameterObject, Equatable {
            var `default`: Int
            var `in`: String
            var `self`: Bool
            var `init`: [Int]
            var `class`: Role
            var type: String

            enum CodingKeys: String, CodingKey {
                case `default`, `in`, `self`, `init`, `class`
                case type = "Type"
            }
        }
        let made = try Words.build(default: 1, in: "x", self: true, init: [1], class: "writer", Type: "t")
        #expect(made == Words(default: 1, in: "x", self: true, init: [1], class: .writer, type: "t"))
        let error = #expect(throws: ModelError.self) { try Words.build(default: 1, in: "x", self: true, init: [1]) }
        #expect(error?.problems.map(\.name) == ["class", "Type"])
    }

    @Test func `a class whose parent has a decoder of its own`() throws {
        class Parent: Codable {
            var name: String
        }
        final class Child: Parent {
            var age: Int
            enum CodingKeys: CodingKey { case age, base }
            required init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                age = try container.decode(Int.self, forKey: .age)
                try super.init(from: container.superDecoder(forKey: .base))
            }
        }
        let child = try KeywordInitializer<Child>()(age: 3, base: ["name": "n"])
        #expect(child.name == "n")
        let error = #expect(throws: ModelError.self) { try KeywordInitializer<Child>()(base: ["nme": "n"]) }
        #expect(error?.problems.map(\.name) == ["age", "base.name", "base.nme"])
        let missing = #expect(throws: ModelError.self) { try KeywordInitializer<Child>()(age: 3) }
        #expect(missing?.problems.map(\.description) == [#""base" is missing: give a value"#])
    }

    @Test func `nested models by literals, an optional one too`() throws {
        let made = try CreateUser.build(
            username: "u",
            tags: [] as [String],
            role: "reader",
            address: ["street": "Main", "number": 1] as DynamicValue
        )
        #expect(made.address == Address(street: "Main", number: 1))
        #expect(try CreateUser.build(username: "u", tags: [String](), role: Role.reader, address: nil).address == nil)
        let error = #expect(throws: ModelError.self) {
            try CreateUser.build(username: "u", tags: [""], role: "reader", address: ["street": "Main"])
        }
        #expect(error?.problems.map(\.description) == [#""address.number" is missing: give Int"#])
    }

    @Test func `enumerations by their raw values`() throws {
        enum Size: Int, Codable, CaseIterable, Sendable { case small = 1, large = 10 }
        struct Box: ParameterObject, Equatable {
            var size: Size
            var sizes: [Size]?
            var byRole: [Role: Int]?
        }
        #expect(try Box.build(size: 10, sizes: [1, 10]) == Box(size: .large, sizes: [.small, .large]))
        let error = #expect(throws: ModelError.self) { try Box.build(size: 2, sizes: [1, 3]) }
        #expect(
            error?.problems.map(\.description) == [
                #""size" is Int: give Size (1, 10)"#, #""sizes[1]" is a number: give Size (1, 10)"#,
            ]
        )
    }

    @Test func `a model without properties`() throws {
        struct Nothing: ParameterObject, DefaultInitializable, Equatable {}
        #expect(try Nothing.build() == Nothing())
        let error = #expect(throws: ModelError.self) { try Nothing.build(a: 1) }
        #expect(error?.problems.map(\.description) == [#""a" is unknown"#])
    }
}
