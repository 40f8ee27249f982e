extension StubService {
    /// Checks that every stub was called as often as it must be, and that every call had a stub.
    ///
    /// - Throws: ``MockError`` with everything that is not so.
    public func verify() throws {
        let problems = ledger.withLock(\.problems)
        guard problems.isEmpty else {
            throw MockError(.unexpectedCalls, "the stubs were not called as they should be:" + Self.list(problems))
        }
    }

    /// Checks how many calls were as a stub describes.
    ///
    /// - Throws: ``MockError`` with all calls, and what differs in those that were not; where the path of the stub is none.
    public func verify(_ pattern: Stub, count: Int) throws {
        let entry = StubLedger.Entry(stub: pattern, pattern: try PathPattern(pattern.template))
        let calls = calls
        let matches = calls.map { StubMatch(entry, $0, $0.redaction) }
        let found = matches.count { $0.differences.isEmpty }
        guard found != count else { return }
        let lines = zip(calls, matches).map { call, match in
            let verdict = match.differences.isEmpty ? "yes" : "no, " + match.differences.joined(separator: "; ")
            return "\(call.number). \(call): \(verdict)"
        }
        let shown = pattern.description(ledger.withLock(\.redaction))
        throw MockError(
            .unexpectedCalls,
            "\(found) calls were \(shown), and should be \(count):" + Self.list(lines.isEmpty ? ["no calls"] : lines)
        )
    }

    /// Checks that the calls were these and no others, in this order.
    ///
    /// - Throws: ``MockError`` with all calls beside the ones that were expected, and what differs; where the path of a stub is none.
    public func verifyOrder(_ patterns: Stub...) throws {
        let entries = try patterns.map { StubLedger.Entry(stub: $0, pattern: try PathPattern($0.template)) }
        let calls = calls
        let policy = ledger.withLock(\.redaction)
        var isRight = calls.count == entries.count
        let lines = (0..<max(calls.count, entries.count)).map { index in
            guard index < calls.count else {
                return "✘ \(index + 1). missing: \(entries[index].stub.description(policy))"
            }
            guard index < entries.count else { return "✘ \(index + 1). \(calls[index]): one too many" }
            let redaction = calls[index].redaction
            let differences = StubMatch(entries[index], calls[index], redaction).differences
            if differences.isEmpty { return "  \(index + 1). \(calls[index])" }
            isRight = false
            return "✘ \(index + 1). \(calls[index]), not \(entries[index].stub.description(redaction)): "
                + differences.joined(separator: "; ")
        }
        guard !isRight else { return }
        throw MockError(.unexpectedCalls, "the calls are not the ones that were expected:" + Self.list(lines))
    }

    private static func list(_ lines: [String]) -> String { lines.map { "\n  \($0)" }.joined() }
}

extension MockRule {
    /// Answers every call with the stubs of a service.
    ///
    /// - Parameters:
    ///   - stubs: The stubs.
    ///   - service: The service whose calls are meant, by the name of its client. Default: any.
    public static func stubs(_ stubs: StubService, service: String? = nil) -> Self {
        .use(service: service, limit: 0) { try await stubs.answer($0) }
    }
}

/// Runs an operation with stubs in the place of a service, and checks at its end that they were called as they should be.
///
/// ```swift
/// try await withStubs(.get("/users/7").answers(.json(["name": "Ada"])), baseURL: "https://api.example.com/v1") { stubs in
///     let user = try await users.call("getUser", .pathTokens(["id": 7]))
///     #expect(user.data["name"] == "Ada")
///     #expect(stubs.calls.map(\.path) == ["/users/7"])
/// }
/// ```
/// A task that outlives the scope is still answered by the stubs, but nobody looks at its calls any more: wait for it.
///
/// Calls of clients with the plugin ``Mock`` are answered by the stubs where the operation runs, see ``MockScope``; a client without it
/// takes the stubs for its transport.
///
/// - Parameters:
///   - stubs: The stubs, the first that matches wins.
///   - baseURL: The base URL of the client, or its path alone; the paths of the stubs lie behind it. Default: none.
///   - service: The service whose calls are meant, by the name of its client. Default: any.
///   - operation: Makes the calls.
/// - Returns: What the operation returned.
/// - Throws: What the operation throws; else ``MockError`` where a stub was not called as it should be, or a call had none.
public func withStubs<Result>(
    _ stubs: Stub...,
    baseURL: String = "",
    service: String? = nil,
    perform operation: (StubService) async throws -> Result
) async throws -> Result {
    try await withStubs(stubs, baseURL: baseURL, service: service, perform: operation)
}

/// Runs an operation with stubs in the place of a service, with the stubs as an array.
///
/// - Throws: What the operation throws; else ``MockError`` where a stub was not called as it should be, or a call had none.
public func withStubs<Result>(
    _ stubs: [Stub],
    baseURL: String = "",
    service: String? = nil,
    perform operation: (StubService) async throws -> Result
) async throws -> Result {
    let stubbed = try StubService(baseURL: baseURL, stubs)
    let result = try await withMocks(.stubs(stubbed, service: service)) { try await operation(stubbed) }
    try stubbed.verify()
    return result
}
