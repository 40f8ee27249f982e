public import ServiceCore

extension PathTokens: ClientPreparing {
    /// Paths that no value could make right, and tokens of an endpoint that its path lacks.
    public func problems(in client: ClientDescription) -> [ConfigurationProblem] {
        let isPathMadeBefore = client.plugins.prefix { !($0 is PathTokens) }.contains { $0 is any PathPreparing }
        let ofClient = client.plugins.flatMap { ($0 as? PathTokens)?.defaults.names ?? [] }
        return client.endpoints.flatMap { endpoint in
            var problems = endpoint.template.problems
            // The path that a plugin in front of this one makes may name tokens that the path of the endpoint does not.
            if !isPathMadeBefore, let tokens = endpoint.options[PathTokensOption.self] {
                problems += tokens.names.filter { !ofClient.contains($0) }.compactMap(
                    endpoint.template.problem(ofToken:)
                )
            }
            return problems.map { ConfigurationProblem(endpoint: endpoint.name, $0) }
        }
    }
}

extension URITemplate {
    /// Why there must not be a token of this name, or `nil` if the path has it.
    func problem(ofToken name: String) -> String? {
        if variableNames.contains(name) { return nil }
        return "the path \"\(source)\" has no token \"\(name)\": remove it from .pathTokens"
            + NearestNames.suggestion(for: name, in: variableNames)
    }
}

extension URITemplate {
    /// Why the template makes no path, whatever its values are. Of one without expressions the client tells it.
    fileprivate var problems: [String] {
        // A text for every variable shows what stands between them, and what the operators bring along.
        guard literal == nil, let sample = try? expand({ _ in "x" }) else { return [] }
        var problems: [String] = []
        if sample.utf8.contains(UInt8(ascii: "#")) {
            problems.append(
                "the path \"\(source)\" has a fragment, which is never sent: remove it, or write # as %23"
            )
        }
        if let segment = PathSegments.firstDotSegment(in: sample) {
            problems.append(
                "the path \"\(source)\" has the segment \"\(segment)\", which leads to another path: write the path without it"
            )
        }
        return problems
    }
}
