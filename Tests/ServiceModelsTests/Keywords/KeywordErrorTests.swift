import ServiceCore
import ServiceModels
import Testing

/// Every problem of a call with keywords comes in one error.
struct KeywordErrorTests {
    @Test func `missing, unknown, repeated and mistyped keywords at once`() throws {
        let error = #expect(throws: ModelError.self) {
            try CreateUser.build(usrname: "u", age: "3", tags: ["a"], age: 4, role: "admin", zzzzzzz: 1)
        }
        #expect(
            "\(error!)" == """
                CreateUser cannot be made:
                  - "username" is missing: give String
                  - "age" is String: give Int
                  - "role" is String: give Role (reader, writer)
                  - "usrname" is unknown; did you mean "username"?
                  - "age" is given twice: remove one
                  - "zzzzzzz" is unknown; there are "address", "age", "role", "tags", "username"
                """
        )
        #expect(error?.problems.map(\.kind) == [.missing, .mistyped, .mistyped, .unknown, .repeated, .unknown])
    }

    @Test func `problems inside of nested models and lists have their place`() throws {
        struct Team: ParameterObject {
            var lead: Address
            var members: [Address]
        }
        let error = #expect(throws: ModelError.self) {
            try Team.build(
                lead: ["street": 1, "numbr": 2] as DynamicValue,
                members: [["street": "a", "number": 1], ["street": "b", "number": "2"], 3] as DynamicValue
            )
        }
        #expect(
            error?.problems.map(\.description) == [
                #""lead.street" is a number: give String"#, #""lead.number" is missing: give Int"#,
                #""members[1].number" is a text: give Int"#, #""members[2]" is a number: give Address"#,
                #""lead.numbr" is unknown; did you mean "number"?"#,
            ]
        )
    }

    @Test(arguments: [
        (300 as any Encodable & Sendable, #""small" is Int: give Int8"#),
        (1.5, #""small" is Double: give Int8"#),
        ("1", #""small" is String: give Int8"#),
        ([1], #""small" is [Int]: give Int8"#),
        (["a": 1], #""small" is [String: Int]: give Int8"#),
        (Unencodable(), #""small" is Unencodable, which cannot be encoded: give Int8"#),
    ])
    func `the message tells both types and never the value`(value: any Encodable & Sendable, message: String) {
        struct Small: ParameterObject { var small: Int8 }
        let error = #expect(throws: ModelError.self) { try Small.build(small: value) }
        #expect(error?.problems.map(\.description) == [message])
    }

    struct Unencodable: Encodable, Sendable {
        func encode(to encoder: any Encoder) throws { throw ModelError(model: "", problems: []) }
    }

    @Test func `nil for what cannot be nil`() {
        let error = #expect(throws: ModelError.self) { try Address.build(street: nil, number: 1) }
        #expect(error?.problems.map(\.description) == [#""street" is nil: give String"#])
    }

    @Test func `a value without a keyword`() {
        let error = #expect(throws: ModelError.self) { try Address.build("Main", number: 1) }
        #expect(error?.problems.map(\.kind) == [.missing, .unknown])
        #expect(error?.description.contains("write the keyword in front of it") == true)
    }

    @Test func `a value of the right type that the type refuses`() throws {
        struct Even: Codable, Sendable {
            let value: Int
            init(from decoder: any Decoder) throws {
                value = try decoder.singleValueContainer().decode(Int.self)
                guard value.isMultiple(of: 2) else {
                    let context = DecodingError.Context(codingPath: [], debugDescription: "odd")
                    throw DecodingError.dataCorrupted(context)
                }
            }
        }
        struct Model: ParameterObject { var even: Even }
        #expect(try Model.build(even: 2).even.value == 2)
        let error = #expect(throws: ModelError.self) { try Model.build(even: 3) }
        #expect(error?.problems.map(\.description) == [#""even" is Int: give Even"#])
    }

    /// No value of it can be made up: it is none of those that are tried.
    enum Hidden: String, Codable, Sendable { case one }

    struct HasHidden: ParameterObject {
        var first: Int
        var hidden: Hidden
        var last: Int
    }

    @Test func `where no value can be made up, the error says what was not looked at`() throws {
        let error = #expect(throws: ModelError.self) { try HasHidden.build(last: "x", lst: 1) }
        #expect(error?.problems.map(\.name) == ["first", "hidden", "lst"])
        #expect(error?.uncheckedBehind == "Hidden")
        #expect(error?.description.contains("no value of Hidden can be made up") == true)
        let all = #expect(throws: ModelError.self) { try HasHidden.build(hidden: Hidden.one, last: "x", lst: 1) }
        #expect(all?.problems.map(\.name) == ["first", "last", "lst"])
        #expect(all?.uncheckedBehind == nil)
    }

    @Test func `a model that refuses its keywords`() {
        struct Range: ParameterObject {
            var low: Int
            var high: Int
            enum CodingKeys: CodingKey { case low, high }
            struct Backwards: Error {}
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                low = try container.decode(Int.self, forKey: .low)
                high = try container.decode(Int.self, forKey: .high)
                if low > high { throw Backwards() }
            }
        }
        #expect(throws: Never.self) { try Range.build(low: 1, high: 2) }
        let error = #expect(throws: ModelError.self) { try Range.build(low: 2, high: 1) }
        #expect(error?.problems.map(\.kind) == [.invalid])
        let missing = #expect(throws: ModelError.self) { try Range.build(low: 2) }
        #expect(missing?.problems.map(\.kind) == [.missing])
    }

    @Test func `a keyword that the model does not read beside the others`() {
        struct Choice: ParameterObject {
            var a: Int?
            var b: Int?
            enum CodingKeys: CodingKey { case a, b }
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                a = try container.decodeIfPresent(Int.self, forKey: .a)
                if a == nil { b = try container.decodeIfPresent(Int.self, forKey: .b) }
            }
        }
        #expect(throws: Never.self) { try Choice.build(b: 1) }
        let error = #expect(throws: ModelError.self) { try Choice.build(a: 1, b: 2) }
        #expect(error?.problems.map(\.kind) == [.unread])
    }

    @Test func `rules are checked once the model is there`() {
        let error = #expect(throws: ModelError.self) { try Address.build(street: "Main", number: 0) }
        #expect(error?.problems.map(\.description) == [#""number" is out of range: give a value in 1..."#])
    }
}
