public import ServiceMocks
public import Testing

/// Stubs in the place of a service, around a test function; see `withStubs` in ServiceMocks.
///
/// ```swift
/// @Test(.stubs(.get("/users/{id}").answers(.json(["name": "Ada"])), baseURL: "/v1"))
/// func showsName() async throws { … }
/// ```
/// A test in which a stub was not called as it must be, or a call had no stub, fails. The clients need the plugin `Mock`.
public struct StubTrait: TestTrait, SuiteTrait, TestScoping {
    private let stubs: [Stub]
    private let baseURL: String
    private let service: String?

    /// Creates a trait.
    ///
    /// - Parameters:
    ///   - stubs: The stubs, the first that matches wins.
    ///   - baseURL: The base URL of the client, or its path alone; the paths of the stubs lie behind it. Default: none.
    ///   - service: The service whose calls are meant, by the name of its client. Default: any.
    public init(_ stubs: [Stub], baseURL: String = "", service: String? = nil) {
        self.stubs = stubs
        self.baseURL = baseURL
        self.service = service
    }

    /// For each test of a suite anew.
    public var isRecursive: Bool { true }

    /// Runs a test case with the stubs, and verifies them at its end.
    public func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await withStubs(stubs, baseURL: baseURL, service: service) { _ in try await function() }
    }
}

extension Trait where Self == StubTrait {
    /// Stubs in the place of a service.
    ///
    /// - Parameters:
    ///   - stubs: The stubs, the first that matches wins.
    ///   - baseURL: The base URL of the client, or its path alone; the paths of the stubs lie behind it. Default: none.
    ///   - service: The service whose calls are meant, by the name of its client. Default: any.
    public static func stubs(_ stubs: Stub..., baseURL: String = "", service: String? = nil) -> Self {
        StubTrait(stubs, baseURL: baseURL, service: service)
    }
}
