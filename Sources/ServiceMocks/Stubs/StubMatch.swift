import ServiceCore

/// What a stub and a call have in common, and what not.
struct StubMatch: Sendable {
    let stub: Stub
    let parameters: [String: String]
    /// What differs, a line each.
    private(set) var differences: [String] = []
    /// How far apart the two are: a wrong path is farther than a wrong method, and that than anything else.
    private(set) var distance = 0

    /// - Parameters:
    ///   - entry: The stub.
    ///   - call: The call.
    ///   - isElsewhere: Whether the call lies outside of the base URL.
    ///   - redaction: What the differences mask.
    init(_ entry: StubLedger.Entry, _ call: StubCall, isElsewhere: Bool = false, _ redaction: Redaction) {
        stub = entry.stub
        let values = isElsewhere ? nil : entry.pattern.match(call.path)
        parameters = values ?? [:]
        if let method = stub.method, method != call.method {
            differences.append("method is \(Redaction.line(call.method.rawValue)), not \(method)")
            distance += 2
        }
        if isElsewhere {
            differences.append("path \(redaction.path(call.path)) is not one behind the base URL")
            distance += 4
        } else if values == nil {
            differences.append("path is \(redaction.path(call.path)), not \(stub.path(redaction))")
            distance += 4
        }
        for requirement in [.query(entry.pattern.query, exactly: false)] + stub.requirements {
            let found = requirement.differences(in: call, redaction)
            differences += found
            distance += found.count
        }
    }

    /// A line for each of the stubs that are nearest to their call, three at most.
    static func nearest(_ matches: [StubMatch], _ redaction: Redaction) -> [String] {
        if matches.isEmpty { return ["there are no stubs at all"] }
        return matches.enumerated()
            .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
            .prefix(3)
            .map { "\($0.element.stub.description(redaction)): \($0.element.differences.joined(separator: "; "))" }
    }
}
