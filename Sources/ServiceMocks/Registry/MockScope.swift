import Synchronization

/// The rules that hold where a task runs; see `withMocks`.
///
/// They are bound to the task and its children, so tests that run in parallel do not see each other's. A task that is made with
/// `Task { }` has them too. A detached one does not; hand them over, where it should:
/// ```swift
/// let mocks = MockScope.current
/// Task.detached {
///     try await mocks.perform { try await users.call("getUsers") }
/// }
/// ```
/// Whoever has the scope counts with it: offset and limit are exact over all tasks that share it.
///
/// A task that outlives the scope keeps its rules, and a call that runs at its end is answered by them.
public struct MockScope: Sendable {
    @TaskLocal private static var newest: ActiveRule?

    private let newest: ActiveRule?

    /// The rules that hold here; none outside of `withMocks`.
    public static var current: MockScope { MockScope(newest: newest) }

    /// Runs an operation with the rules of this scope in the place of its own.
    ///
    /// - Throws: What the operation throws.
    public func perform<Result>(_ operation: () async throws -> Result) async throws -> Result {
        try await Self.$newest.withValue(newest) { try await operation() }
    }

    /// This scope with more rules, the last of them the newest; their counts begin.
    func adding(_ rules: [MockRule]) -> MockScope {
        MockScope(newest: rules.reduce(newest) { ActiveRule($1, older: $0) })
    }

    /// Takes a call: the newest rule that serves it counts it.
    func take(service: String, endpoint: String) -> MockRule.Action? {
        var next = newest
        while let active = next {
            if active.rule.concerns(service: service, endpoint: endpoint), active.takes() { return active.rule.action }
            next = active.older
        }
        return nil
    }
}

/// A rule that holds, with its counts, and the one that held before it.
private final class ActiveRule: Sendable {
    let rule: MockRule
    let older: ActiveRule?
    private let calls = Atomic(0)

    init(_ rule: MockRule, older: ActiveRule?) {
        self.rule = rule
        self.older = older
    }

    /// Whether the rule serves the call that comes now.
    func takes() -> Bool {
        let number = calls.add(1, ordering: .relaxed).oldValue - max(rule.offset, 0)
        return number >= 0 && (rule.limit <= 0 || number < rule.limit)
    }
}

/// Runs an operation in which rules stand in the place of the mocks that endpoints have.
///
/// ```swift
/// try await withMocks(.mock("getUsers", .status(503)), .mock("getUsers", limit: 0, .json(["users": []]))) {
///     try await users.call("getUsers")   // []: the last rule is the newest, and without a limit
/// }
/// ```
/// - The client needs the plugin ``Mock``; without it, nothing is asked of rules.
/// - The newest rule that serves a call wins: one of an inner scope before one of an outer, of one scope the last. A rule that lets a
///   call pass, or has reached its limit, leaves it to the next older one, which counts it then, and the last to the endpoint's own mock.
/// - A rule counts every call that comes to it, retries included, from the beginning of the scope; exactly so for calls at once.
/// - The rules are bound to the task: see ``MockScope``.
///
/// - Parameters:
///   - rules: The rules, the last of them the newest.
///   - operation: Makes the calls.
/// - Returns: What the operation returned.
/// - Throws: What the operation throws.
public func withMocks<Result>(
    _ rules: MockRule...,
    perform operation: () async throws -> Result
) async throws -> Result {
    try await withMocks(rules, perform: operation)
}

/// Runs an operation in which rules stand in the place of the mocks that endpoints have, with the rules as an array.
///
/// - Throws: What the operation throws.
public func withMocks<Result>(
    _ rules: [MockRule],
    perform operation: () async throws -> Result
) async throws -> Result {
    try await MockScope.current.adding(rules).perform(operation)
}
