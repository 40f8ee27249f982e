import ServiceCore

/// What a stub and a call have in common, and what not.
struct StubMatch: Sendable {
    let stub: Stub
    let parameters: [String: String]
    /// What differs, a line each.
    private(set) var differences: [String] = []
    /// How far apart the two are: a wrong path is farther than a wrong method, and that than anything else.
    private(set) var distance = 0

    /// - Parameter isElsewhere: Whether the call lies outside of the base URL.
    init(_ entry: StubLedger.Entry, _ call: StubCall, isElsewhere: Bool = false) {
        stub = entry.stub
        let values = isElsewhere ? nil : entry.pattern.match(call.path)
        parameters = values ?? [:]
        if let method = stub.method, method != call.method {
            differences.append("method is \(call.method), not \(method)")
            distance += 2
        }
        if isElsewhere {
            differences.append("path \(call.path) is not one behind the base URL")
            distance += 4
        } else if values == nil {
            differences.append("path is \(call.path), not \(stub.template)")
            distance += 4
        }
        for requirement in [.query(entry.pattern.query, exactly: false)] + stub.requirements {
            let found = requirement.differences(in: call)
            differences += found
            distance += found.count
        }
    }

    /// A line for each of the stubs that are nearest to their call, three at most.
    static func nearest(_ matches: [StubMatch]) -> [String] {
        if matches.isEmpty { return ["there are no stubs at all"] }
        return matches.enumerated()
            .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
            .prefix(3)
            .map { "\($0.element.stub): \($0.element.differences.joined(separator: "; "))" }
    }
}
