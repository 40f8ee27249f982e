import ServiceCore
import ServiceModels
import Testing

/// REFERENCE: "a method declared over a request model can be called with that model (positionally or by its argument name), or with
/// keywords that build the model, or with nothing (an empty model)".
struct ParameterObjectMethodTests {
    /// plain
    static let plain = ParameterObjectMethod("search", parameter: "query") { (query: Search) in
        "\(query.text) \(query.limit ?? 0)"
    }
    /// optional
    static let optional = ParameterObjectMethod("search", parameter: "query") { (query: Search?) in
        query?.text ?? "none"
    }
    /// union
    static let union = ParameterObjectMethod("search", as: { Query.model($0) }) { (query: Query) in query.text }

    enum Query: Sendable {
        case model(Search)
        case text(String)

        var text: String {
            switch self {
            case .model(let search): "model \(search.text)"
            case .text(let text): "text \(text)"
            }
        }
    }

    @Test func `plain, positional`() async throws {
        #expect(try await Self.plain(Search(text: "a")) == "a 20")
    }

    @Test func `plain, by name`() async throws {
        #expect(try await Self.plain(query: Search(text: "a")) == "a 20")
        #expect(try await Self.plain(query: ["text": "a", "limit": 1] as DynamicValue) == "a 1")
    }

    @Test func `plain, built`() async throws {
        #expect(try await Self.plain(text: "a", limit: 3) == "a 3")
        #expect(try await Self.plain.call { Field(\.text, "b") } == "b 20")
        #expect(try await Self.plain.call(from: Search(limit: 1)) { Field(\.text, "b") } == "b 1")
    }

    @Test func `plain, built empty`() async throws {
        #expect(try await Self.plain() == "* 20")
    }

    @Test func `optional, positional`() async throws {
        #expect(try await Self.optional(Search(text: "a")) == "a")
        #expect(try await Self.optional(nil) == "none")
    }

    @Test func `optional, by name`() async throws {
        #expect(try await Self.optional(query: Search(text: "a")) == "a")
        #expect(try await Self.optional(query: nil) == "none")
    }

    @Test func `optional, built`() async throws {
        #expect(try await Self.optional(text: "a") == "a")
        #expect(try await Self.optional.call { Field(\.text, "b") } == "b")
    }

    @Test func `optional, built empty`() async throws {
        #expect(try await Self.optional() == "*")
    }

    @Test func `union, positional`() async throws {
        #expect(try await Self.union(.text("a")) == "text a")
        #expect(try await Self.union(.model(Search(text: "a"))) == "model a")
    }

    @Test func `union, by name`() async throws {
        #expect(try await Self.union(model: Search(text: "a")) == "model a")
    }

    @Test func `union, built`() async throws {
        #expect(try await Self.union(text: "a") == "model a")
        #expect(try await Self.union.call { Field(\.text, "b") } == "model b")
    }

    @Test func `union, built empty`() async throws {
        #expect(try await Self.union() == "model *")
    }

    @Test func `a model without an empty form cannot be built of nothing`() async throws {
        let method = ParameterObjectMethod("move") { (address: Address) in address.street }
        let error = await #expect(throws: ModelError.self) { try await method() }
        #expect(error?.problems.map(\.name) == ["street", "number"])
        #expect(try await method(street: "Main", number: 1) == "Main")
    }

    @Test func `rules are checked before the method begins, by every door`() async throws {
        let method = ParameterObjectMethod("move") { (_: Address) in Issue.record("the method has begun") }
        let bad = Address(street: "Main", number: 0)
        let doors: [@Sendable () async throws -> Void] = [
            { try await method(bad) }, { try await method(model: bad) },
            { try await method(street: "Main", number: 0) },
            { try await method.call(from: bad) {} },
        ]
        for door in doors {
            let error = await #expect(throws: ModelError.self) { try await door() }
            #expect(error?.problems.map(\.name) == ["number"])
        }
    }

    @Test func `the model and its keywords, two models, a model of another type`() async throws {
        let both = await #expect(throws: ModelError.self) { try await Self.plain(Search(), text: "a") }
        #expect(both?.problems.map(\.kind) == [.unread])
        let two = await #expect(throws: ModelError.self) { try await Self.plain(Search(), Search()) }
        #expect(two?.problems.map(\.kind) == [.unknown])
        let other = await #expect(throws: ModelError.self) { try await Self.plain(query: 3) }
        #expect(other?.problems.map(\.description) == [#""query" is Int: give Search"#])
    }

    @Test func `what the method throws comes out`() async {
        struct Broken: Error {}
        let method = ParameterObjectMethod("fail") { (_: Search) in throw Broken() }
        await #expect(throws: Broken.self) { try await method(text: "a") }
    }

    @Test func `the description tells name, type and keywords`() {
        #expect(
            Self.plain.description
                == "search(query: Search, or its keywords text: String (optional), limit: Int (optional), "
                + "tags: [String] (optional), near: Address (optional), since: Date (optional))"
        )
    }
}
