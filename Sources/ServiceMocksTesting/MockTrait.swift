public import ServiceMocks
public import Testing

/// Rules in the place of the mocks that endpoints have, around a test function; see `withMocks` in ServiceMocks.
///
/// ```swift
/// @Test(.mock("getUsers", .json([["name": "Ada"]])))
/// func showsNames() async throws { … }
/// ```
/// Every test case has counts of its own, and tests that run in parallel do not see each other's. Of several traits the last is the newest. On a
/// suite, a trait holds for each of its tests.
public struct MockTrait: TestTrait, SuiteTrait, TestScoping {
    private let rules: [MockRule]

    /// Creates a trait of these rules, the last of them the newest.
    public init(_ rules: [MockRule]) {
        self.rules = rules
    }

    /// For each test of a suite anew.
    public var isRecursive: Bool { true }

    /// Runs a test case with the rules.
    public func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await withMocks(rules) { try await function() }
    }
}

extension Trait where Self == MockTrait {
    /// Answers the first call of an endpoint as described. For anything more there is ``mocks(_:)``, with the rules of `withMocks`.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint whose call is meant.
    ///   - description: The answer.
    public static func mock(_ endpoint: String, _ description: MockDescription) -> Self {
        MockTrait([.mock(endpoint, description)])
    }

    /// Several rules at once, or one with more to it, the last of them the newest.
    ///
    /// ```swift
    /// @Test(.mocks(
    ///     .mock("getUsers", limit: 0, .json([])),
    ///     .patch("getUser", offset: 1) { $0.status = 404 },
    ///     .use("createUser") { call in .json(["name": try call.json["name"]], status: 201) }
    /// ))
    /// ```
    public static func mocks(_ rules: MockRule...) -> Self {
        MockTrait(rules)
    }
}
