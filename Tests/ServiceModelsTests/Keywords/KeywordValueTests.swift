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
}
