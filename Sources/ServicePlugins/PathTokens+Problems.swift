public import ServiceCore

extension PathTokens: ClientPreparing {
    /// Paths that no value could make right, and tokens of an endpoint that its path lacks.
    public func problems(in client: ClientDescription) -> [ConfigurationProblem] {
        client.endpoints.flatMap { endpoint in
            endpoint.template.problems.map { ConfigurationProblem(endpoint: endpoint.name, $0) }
        }
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
