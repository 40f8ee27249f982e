import ServiceCore
import ServiceModels
import Testing

/// What a keyword that is left out becomes.
struct KeywordDefaultTests {
    @Test func `a model with an empty form can be made from nothing`() throws {
        #expect(try Search.build() == Search())
    }

    @Test func `what is left out has the value of the empty form, and nil takes its place`() throws {
        #expect(try Search.build(text: "swift") == Search(text: "swift"))
        #expect(try Search.build(limit: nil) == Search(limit: nil))
        #expect(try Search.build(tags: ["a"], limit: 1) == Search(limit: 1, tags: ["a"]))
    }

    @Test func `an optional may be left out without an empty form`() throws {
        let made = try CreateUser.build(username: "u", tags: ["a"], role: Role.reader)
        #expect(made == CreateUser(username: "u", tags: ["a"]))
    }

    @Test func `defaults of an init from a decoder are respected`() throws {
        struct Page: ParameterObject, Equatable {
            var number = 1
            var size: Int?

            enum CodingKeys: String, CodingKey {
                case number = "page"
                case size
            }

            init(number: Int, size: Int?) {
                self.number = number
                self.size = size
            }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                number = try container.decodeIfPresent(Int.self, forKey: .number) ?? 1
                size = container.contains(.size) ? try container.decode(Int?.self, forKey: .size) : 50
            }
        }
        #expect(try Page.build() == Page(number: 1, size: 50))
        #expect(try Page.build(page: 3, size: nil) == Page(number: 3, size: nil))
        let error = #expect(throws: ModelError.self) { try Page.build(number: 3) }
        #expect(error?.problems.map(\.kind) == [.unknown])
    }

    @Test func `a nested model has its own empty form`() throws {
        struct Outer: ParameterObject { var search: Search }
        #expect(try Outer.build(search: ["text": "x"] as DynamicValue).search == Search(text: "x"))
    }
}
