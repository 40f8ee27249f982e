import ServiceCore

// The path that results is the one that was meant, or the call fails.
extension URITemplate {
    /// Fails where the call gives a token that the path does not name.
    func checkNames(_ tokens: Parameters, in endpoint: EndpointDescription) throws {
        let known = endpoint.options[PathTokensOption.self]
        for token in tokens where known?[token.name] == nil {
            if let problem = problem(ofToken: token.name) { throw ServiceError(.invalidParameter, problem) }
        }
    }

    /// Fails where one of the names, whose values are nothing or empty, is one that the path needs.
    func check(_ gaps: [String], _ values: TokenValues) throws {
        for name in requiredNames where gaps.contains(name) {
            guard let value = values[name], value.isDefined else { throw missing(name, values.parameters) }
            if namesInPath.contains(name) {
                throw ServiceError(
                    .invalidParameter,
                    "the token {\(name)} of the path \"\(source)\" is empty, which would leave a gap in it: give another value, "
                        + "or write {/\(name)} in the place of /{\(name)} where it may be empty"
                )
            }
        }
    }

    /// Fails where a segment of the expansion is `.` or `..`.
    func checkSegments(of path: String) throws {
        guard let segment = PathSegments.firstDotSegment(in: path) else { return }
        throw ServiceError(
            .invalidParameter,
            "the values of \(Self.list(variableNames)) make the segment \"\(segment)\" in the path "
                + "\"\(source)\", which leads to another path: give other values"
        )
    }

    private func missing(_ name: String, _ parameters: Parameters) -> ServiceError {
        let given = parameters.names.filter { !variableNames.contains($0) }
        let hint = given.isEmpty ? "" : "; the call gives \(Self.list(given)), which the path does not name"
        return ServiceError(
            .invalidParameter,
            "the token {\(name)} of the path \"\(source)\" has no value: give one with "
                + ".pathTokens([\"\(name)\": …])\(hint)"
        )
    }

    /// The variables of `{name}` in front of the query. The other operators allow an empty text (RFC 6570 §3.2).
    private var namesInPath: [String] {
        var names: [String] = []
        for segment in segments {
            switch segment {
            case .literal(let text):
                if text.utf8.contains(UInt8(ascii: "?")) { return names }
            case .expression(let expression):
                if expression.operator == .query { return names }
                if expression.operator == .simple { names += expression.variables.map(\.name) }
            }
        }
        return names
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.map { "\"\($0)\"" }.joined(separator: ", ")
    }
}

extension ParameterValue? {
    /// Whether a `{name}` with this value would be replaced by nothing.
    var leavesGap: Bool {
        switch self {
        case nil, .some(.null): true
        case .some(.string(let text)): text.isEmpty
        case .some(.list(let members)): members.allSatisfy(\.isEmpty)
        case .some(.pairs(let pairs)): pairs.isEmpty
        }
    }
}
