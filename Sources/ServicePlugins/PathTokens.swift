public import ServiceCore

/// Fills the placeholders of a path: `/users/{userId}` becomes `/users/21`.
///
/// The path is a URI template (RFC 6570) with every operator but `#`, for a fragment is never sent. Values come, the strongest last,
/// from the plugin, from the endpoint, and from the call: its ``ServiceCore/ServiceOption/pathTokens(_:)`` or its parameters, of
/// which the path takes those that it names.
///
/// ```swift
/// PathTokens(["version": "v2"])
/// try await users.call("getUserDetail", .pathTokens(["userId": 21]))
/// try await users.dynamic.getUserDetail(userId: 21)
/// ```
/// - A value is percent-encoded: `a/b` fills `{id}` as `a%2Fb`. `{+path}` keeps the reserved characters.
/// - A name that stands in the path twice is filled twice.
/// - `{name}` or `{+name}` without a value, or with an empty list, fails the call; so does a token of the call that the path
///   does not name. A token of an endpoint that its path does not name is a problem of the client. The optional forms `{/name}`, `{.name}`, `{;name}`, `{?name}` and `{&name}` vanish without a value (RFC 6570 §3).
/// - A segment that becomes `.` or `..` is refused: it would lead to another path (RFC 3986 §5.2.4).
public struct PathTokens: PathPreparing, OptionReading {
    let defaults: Parameters

    /// Creates the plugin.
    ///
    /// - Parameter defaults: The values of the client's level. Default: none.
    public init(_ defaults: Parameters = [:]) {
        self.defaults = defaults
    }

    /// `pathTokens`
    public var options: [OptionDeclaration] {
        [OptionDeclaration(PathTokensOption.self, clientValue: defaults.isEmpty ? nil : defaults)]
    }

    /// Fills the path in.
    public func preparePath(_ path: inout String, session: inout ServiceSession) throws {
        let template = try template(of: path, in: session)
        let tokens = session.options[PathTokensOption.self]
        if let tokens, session.options.level(of: PathTokensOption.self) == .call {
            try checkAreNamed(tokens, by: template, in: session)
        }
        if let literal = template.literal {
            path = literal
            return
        }
        for name in template.requiredNames {
            let value = session.parameters[name] ?? tokens?[name]
            guard let value, value.isDefined else { throw missing(name, in: template, session) }
        }
        let parameters = session.parameters
        path = try template.expand { parameters[$0] ?? tokens?[$0] }
        if !parameters.isEmpty {
            for name in template.variableNames { session.parameters.removeValue(for: name) }
        }
        if let segment = PathSegments.firstDotSegment(in: path) {
            throw ServiceError(
                .invalidParameter,
                "the values of \(Self.list(template.variableNames)) make the segment \"\(segment)\" in the path "
                    + "\"\(template.source)\", which leads to another path: give other values"
            )
        }
    }

    private func template(of path: String, in session: ServiceSession) throws -> URITemplate {
        let template = session.endpoint.template
        // Another plugin may have changed the path; it is parsed again then, and only then.
        return path == template.source || path == template.literal ? template : try URITemplate(path)
    }

    private func checkAreNamed(_ tokens: Parameters, by template: URITemplate, in session: ServiceSession) throws {
        let known = session.endpoint.options[PathTokensOption.self]
        for name in tokens.names where known?[name] == nil {
            if let problem = template.problem(ofToken: name) { throw ServiceError(.invalidParameter, problem) }
        }
    }

    private func missing(_ name: String, in template: URITemplate, _ session: ServiceSession) -> ServiceError {
        let given = session.parameters.names.filter { !template.variableNames.contains($0) }
        let hint = given.isEmpty ? "" : "; the call gives \(Self.list(given)), which the path does not name"
        return ServiceError(
            .invalidParameter,
            "the token {\(name)} of the path \"\(template.source)\" has no value: give one with "
                + ".pathTokens([\"\(name)\": …])\(hint)"
        )
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.map { "\"\($0)\"" }.joined(separator: ", ")
    }
}

/// The values of the placeholders of a path.
public enum PathTokensOption: ServiceOptionKey {
    /// Values by name.
    public typealias Value = Parameters
    /// `pathTokens`
    public static let name = "pathTokens"

    /// The names of both levels; the stronger value where both have one.
    public static func merge(_ weaker: Parameters, _ stronger: Parameters) -> Parameters {
        weaker.merging(stronger)
    }
}

extension ServiceOption {
    /// Values for the placeholders of the path, read by ``PathTokens``.
    ///
    /// Texts, numbers, lists, names with values, and `nil`, which takes away what a weaker level gave.
    public static func pathTokens(_ tokens: Parameters) -> Self {
        Self(PathTokensOption.self, tokens)
    }
}
