import ServiceModels
import Testing

struct ModelSchemaTests {
    @Test func `names, types, and what is required`() {
        #expect(
            CreateUser.schema.description
                == "username: String, age: Int (optional), tags: [String], role: Role (reader, writer), "
                + "address: Address (optional)"
        )
        #expect(CreateUser.schema.isComplete)
        #expect(CreateUser.schema["role"]?.isRequired == true)
        #expect(CreateUser.schema["none"] == nil)
    }

    @Test func `what has a default is not required`() {
        #expect(Search.schema.keywords.allSatisfy { !$0.isRequired })
        #expect(Search.schema.keywords.map(\.name) == ["text", "limit", "tags", "near", "since"])
    }

    @Test func `values can be made up of most types`() {
        #expect(Everything.schema.isComplete)
        #expect(Everything.schema.keywords.count == 16)
        #expect(Everything.schema.keywords.map(\.type).contains("[String: Int]"))
    }

    @Test func `a schema that cannot be completed says so`() {
        #expect(!KeywordErrorTests.HasHidden.schema.isComplete)
        #expect(KeywordErrorTests.HasHidden.schema.description == "first: Int, hidden: Hidden, …")
    }

    @Test func `a type that contains itself`() {
        struct Tree: ParameterObject { var children: [Tree] }
        final class Chain: Codable, Sendable { let next: Chain }
        #expect(Tree.schema.isComplete)
        #expect(!ModelSchema(of: Chain.self).isComplete)
    }
}
