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
    /// Answers the calls of an endpoint as described.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint whose calls are meant.
    ///   - service: The service whose calls are meant, by the name of its client. Default: any.
    ///   - offset: How many of the calls that come to this rule pass it first. Default: 0.
    ///   - limit: How many calls it then serves; 0 for no limit. Default: 1.
    ///   - description: The answer.
    public static func mock(
        _ endpoint: String,
        service: String? = nil,
        offset: Int = 0,
        limit: Int = 1,
        _ description: MockDescription
    ) -> Self {
        MockTrait([.mock(endpoint, service: service, offset: offset, limit: limit, description)])
    }

    /// Changes the description that an endpoint has.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint whose calls are meant. Default: any.
    ///   - service: The service whose calls are meant, by the name of its client. Default: any.
    ///   - offset: How many of the calls that come to this rule pass it first. Default: 0.
    ///   - limit: How many calls it then serves; 0 for no limit. Default: 1.
    ///   - change: Changes the description.
    public static func patchMock(
        _ endpoint: String? = nil,
        service: String? = nil,
        offset: Int = 0,
        limit: Int = 1,
        _ change: @escaping @Sendable (inout MockDescription) -> Void
    ) -> Self {
        MockTrait([.patch(endpoint, service: service, offset: offset, limit: limit, change)])
    }

    /// Answers the calls of an endpoint with a function.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint whose calls are meant. Default: any.
    ///   - service: The service whose calls are meant, by the name of its client. Default: any.
    ///   - offset: How many of the calls that come to this rule pass it first. Default: 0.
    ///   - limit: How many calls it then serves; 0 for no limit. Default: 1.
    ///   - function: Makes the answer.
    public static func useMock(
        _ endpoint: String? = nil,
        service: String? = nil,
        offset: Int = 0,
        limit: Int = 1,
        _ function: @escaping @Sendable (MockCall) async throws -> Answer
    ) -> Self {
        MockTrait([.use(endpoint, service: service, offset: offset, limit: limit, function)])
    }

    /// Several rules at once, the last of them the newest.
    public static func mocks(_ rules: MockRule...) -> Self {
        MockTrait(rules)
    }
}
