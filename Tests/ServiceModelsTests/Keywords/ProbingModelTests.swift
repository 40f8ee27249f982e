import ServiceCore
import ServiceModels
import Testing

/// Models that try one thing after another: what they catch is no problem.
struct ProbingModelTests {
    /// A text or a list of texts, as many services have it.
    enum OneOrMany: Codable, Equatable, Sendable {
        case one(String)
        case many([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let many = try? container.decode([String].self) {
                self = .many(many)
            } else if let numbers = try? container.decode([Int].self) {
                self = .many(numbers.map(String.init))
            } else {
                self = .one(try container.decode(String.self))
            }
        }
    }

    /// One of two kinds of objects, told apart by their members alone.
    enum Filter: Codable, Equatable, Sendable {
        struct Bounds: Codable, Equatable, Sendable {
            struct Limit: Codable, Equatable, Sendable { var value: Int }
            var from: Limit
            var to: Limit
        }
        struct Exact: Codable, Equatable, Sendable { var from: [String: Int] }
        case bounds(Bounds)
        case exact(Exact)

        init(from decoder: any Decoder) throws {
            if let bounds = try? Bounds(from: decoder) {
                self = .bounds(bounds)
            } else {
                self = .exact(try Exact(from: decoder))
            }
        }
    }

    struct Query: ParameterObject, Equatable {
        var tags: OneOrMany
        var filter: Filter?
        var id: String
        var size: Int

        enum CodingKeys: CodingKey { case tags, filter, id, size }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            tags = try container.decode(OneOrMany.self, forKey: .tags)
            filter = try container.decodeIfPresent(Filter.self, forKey: .filter)
            if let number = try? container.decode(Int.self, forKey: .id) {
                id = String(number)
            } else {
                id = try container.decode(String.self, forKey: .id)
            }
            size = try container.decode(Int.self, forKey: .size)
        }
    }

    @Test func `what a model caught is no problem of keywords that fit`() throws {
        let made = try Query.build(
            tags: [1, 2],
            filter: ["from": ["value": 3, "more": 4]] as DynamicValue,
            id: "a",
            size: 1
        )
        #expect(made.tags == .many(["1", "2"]))
        #expect(made.filter == .exact(.init(from: ["value": 3, "more": 4])))
        #expect(made.id == "a")
    }

    @Test func `nor of keywords of which others do not fit`() {
        let error = #expect(throws: ModelError.self) {
            try Query.build(tags: [1, 2], filter: ["from": ["value": 3]] as DynamicValue, id: "a", sise: 1)
        }
        #expect(
            error?.problems.map(\.description) == [
                #""size" is missing: give Int"#, #""sise" is unknown; did you mean "size"?"#,
            ]
        )
    }

    @Test func `what comes out of the last try is one`() {
        let error = #expect(throws: ModelError.self) {
            try Query.build(tags: [true], filter: ["from": 1] as DynamicValue, id: 1.5, size: 1)
        }
        #expect(error?.problems.map(\.name) == ["tags", "filter.from", "id"])
    }

    @Test func `a list without what does not fit`() throws {
        struct Lossy: Codable, Equatable, Sendable {
            var numbers: [Int] = []
            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                while !list.isAtEnd {
                    if let number = try? list.decode(Int.self) {
                        numbers.append(number)
                    } else {
                        _ = try list.decode(DynamicValue.self)
                    }
                }
            }
        }
        struct Model: ParameterObject { var list: Lossy }
        let mixed = [1, "a", nil, ["b": 2], 3] as DynamicValue
        #expect(try Model.build(list: mixed).list.numbers == [1, 3])
    }

    @Test(.timeLimit(.minutes(10)))
    func `a list that is read on and on comes to an end`() {
        /// Every decoder stays at an element that does not fit.
        struct Stubborn: Codable, Sendable {
            var numbers: [Int] = []
            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                while !list.isAtEnd {
                    if let number = try? list.decode(Int.self) { numbers.append(number) }
                }
            }
        }
        struct Model: ParameterObject {
            var list: Stubborn
            var size: Int
        }
        #expect(throws: Never.self) { try Model.build(list: [1, 2], size: 1) }
        let error = #expect(throws: ModelError.self) { try Model.build(list: [1, "a", 3] as DynamicValue, size: 1) }
        #expect(error?.problems.map(\.name) == ["list[1]"])
        #expect(error?.description.contains("is read again and again") == true)
    }

    @Test func `a keyword that is given twice to a model that asks twice`() {
        struct Model: ParameterObject {
            var size: Int
            enum CodingKeys: CodingKey { case size }
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                size = try container.decodeNil(forKey: .size) ? 0 : container.decode(Int.self, forKey: .size)
            }
        }
        #expect(throws: Never.self) { try Model.build(size: 1) }
        let error = #expect(throws: ModelError.self) { try Model.build(size: 1, size: 2) }
        #expect(error?.problems.map(\.kind) == [.repeated])
    }

    @Test func `a type with a case for null`() throws {
        enum Change: Codable, Equatable, Sendable {
            case remove
            case set(Int)
            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                self = container.decodeNil() ? .remove : .set(try container.decode(Int.self))
            }
        }
        struct Patch: ParameterObject {
            var age: Change
            var sizes: [Change]
        }
        let made = try Patch.build(age: nil, sizes: [1, nil] as DynamicValue)
        #expect(made.age == .remove)
        #expect(made.sizes == [.set(1), .remove])
    }

    @Test func `the reasons that were saved and thrown later`() {
        struct Saved: Decodable {
            var value: String
            enum CodingKeys: CodingKey { case number, text }
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                do {
                    value = String(try container.decode(Int.self, forKey: .number))
                } catch let first {
                    do { value = try container.decode(String.self, forKey: .text) } catch { throw first }
                }
            }
        }
        let error = #expect(throws: ModelError.self) { try KeywordInitializer<Saved>()() }
        #expect(error?.problems.map(\.name) == ["number"])
    }

    @Test func `more problems than are looked for`() throws {
        struct Model: ParameterObject { var list: [Int] }
        let texts = DynamicValue.array(Array(repeating: "a", count: 5000))
        let error = #expect(throws: ModelError.self) { try Model.build(list: texts) }
        #expect(error?.problems.count == 101)
        #expect(error?.problems[99].name == "list[99]")
        let lines = error?.description.split(separator: "\n") ?? []
        #expect(lines.count == 22)
        #expect(lines.last == "  - and 81 more problems")
        let unknown = DynamicValue.object(DynamicObject((0..<5000).map { ("name\($0)", DynamicValue.int(1)) }))
        struct Outer: ParameterObject { var inner: Address? }
        let many = #expect(throws: ModelError.self) { try Outer.build(inner: unknown) }
        #expect(many?.problems.count == 102)
    }

    @Test func `a name of any length, on one line`() {
        struct Outer: ParameterObject { var inner: [String: Int] }
        let object = ["a\n" + String(repeating: "b", count: 10_000): "x"] as DynamicObject
        let error = #expect(throws: ModelError.self) { try Outer.build(inner: DynamicValue.object(object)) }
        #expect(error?.problems.count == 1)
        #expect((error?.description.utf8.count ?? 0) < 300)
        #expect(error?.description.split(separator: "\n").count == 2)
    }
}
