import ServiceCore
import ServiceModels
import Testing

/// REFERENCE: "other arguments of the method stay usable beside them; the argument's name, index and class can be set; the method's
/// documentation gains a line that says so".
struct ExtendedMethodTests {
    static let tenant = MethodParameter<String>("tenant")
    static let note = MethodParameter<String?>("note")
    static let isDryRun = MethodParameter("dryRun", default: false)

    static let search = ExtendedMethod("search", before: [tenant], parameter: "query", after: [note, isDryRun]) {
        (query: Search, arguments) in
        let dryRun = try arguments[isDryRun] ? " dry" : ""
        return try "\(arguments[tenant]) \(query.text) \(arguments[note] ?? "-")\(dryRun)"
    }

    @Test func `extra parameters before and after, positional`() async throws {
        #expect(try await Self.search("acme", Search(text: "a"), "n", true) == "acme a n dry")
        #expect(try await Self.search("acme", Search(text: "a")) == "acme a -")
    }

    @Test func `extra parameters before and after, by name`() async throws {
        let query = Search(text: "a")
        #expect(try await Self.search(tenant: "acme", query: query, note: "n", dryRun: true) == "acme a n dry")
        #expect(try await Self.search(dryRun: true, query: query, tenant: "acme") == "acme a - dry")
    }

    @Test func `extra parameters before and after, the model built`() async throws {
        #expect(try await Self.search("acme", text: "a", dryRun: true) == "acme a - dry")
        #expect(try await Self.search(tenant: "acme", text: "a", note: nil) == "acme a -")
    }

    @Test func `extra parameters before and after, the model built empty`() async throws {
        #expect(try await Self.search("acme") == "acme * -")
        #expect(try await Self.search(tenant: "acme", dryRun: true) == "acme * - dry")
    }

    @Test func `what has no label fills what is not given by label`() async throws {
        #expect(try await Self.search(Search(text: "a"), tenant: "acme") == "acme a -")
        #expect(try await Self.search("acme", "n", query: Search(text: "a")) == "acme a n")
    }

    @Test func `the class of the argument can be set`() async throws {
        let method = ExtendedMethod("search", before: [Self.tenant], as: { Optional<Search>.some($0) }) {
            (query: Search?, arguments) in
            try "\(arguments[Self.tenant]) \(query?.text ?? "none")"
        }
        #expect(try await method("acme", text: "a") == "acme a")
        #expect(try await method("acme", nil) == "acme none")
        #expect(try await method("acme") == "acme *")
    }

    @Test func `all problems at once, of the parameters and of the model`() async {
        let error = await #expect(throws: ModelError.self) {
            try await Self.search(text: 1, limt: 2, dryRun: "yes", note: 3)
        }
        #expect(
            error?.problems.map(\.description) == [
                #""tenant" is missing: give String"#, #""note" is Int: give String"#,
                #""dryRun" is String: give Bool"#, #""text" is Int: give String"#,
                #""limt" is unknown; did you mean "limit"?"#,
            ]
        )
        #expect(error?.model == "search")
        let many = await #expect(throws: ModelError.self) { try await Self.search("a", Search(), "n", true, 5) }
        #expect(many?.problems.map(\.kind) == [.unknown])
        let twice = await #expect(throws: ModelError.self) { try await Self.search(tenant: "a", tenant: "b") }
        #expect(twice?.problems.map(\.kind) == [.repeated])
    }

    @Test func `a parameter that the method was not made with`() async {
        let method = ExtendedMethod("search") { (_: Search, arguments) in try arguments[Self.tenant] }
        let error = await #expect(throws: ModelError.self) { try await method(text: "a") }
        #expect(error?.problems.map(\.name) == ["tenant"])
    }

    @Test func `the description tells all parameters in order`() {
        let method = ExtendedMethod("move", before: [Self.tenant], parameter: "to", after: [Self.isDryRun]) {
            (_: Address, _) in
        }
        #expect(
            method.description
                == "move(tenant: String, to: Address, or its keywords street: String, number: Int, dryRun: Bool (optional))"
        )
    }
}
