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
/// - `{name}` or `{+name}` without a value, or with an empty list, fails the call. So does an empty text for a `{name}` in the path
///   itself, which would lead to another path: `/users/` is not a user.
/// - The optional forms `{/name}`, `{.name}`, `{;name}`, `{?name}` and `{&name}` vanish without a value (RFC 6570 §3).
/// - A token that the path does not name fails the call that gives it. In an endpoint it is a problem of the client; one of the plugin
///   need not stand in every path.
/// - A value whose name is that of a secret, such as `{token}` or `{apiKey}`, is masked in descriptions, errors and logs; `secret` names
///   others.
/// - A segment that becomes `.` or `..` is refused: it would lead to another path (RFC 3986 §5.2.4).
public struct PathTokens: PathPreparing, OptionReading {
    let defaults: Parameters
    let secretNames: [String]

    /// Creates the plugin.
    ///
    /// - Parameters:
    ///   - defaults: The values of the client's level. Default: none.
    ///   - secret: The names of tokens whose values no description, error or log must tell, beside those that the client's
    ///     `Redaction` hides by their names. Default: none.
    public init(_ defaults: Parameters = [:], secret: [String] = []) {
        self.defaults = defaults
        secretNames = secret
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
            try template.checkNames(tokens, in: session.endpoint)
        }
        if let literal = template.literal {
            path = literal
            return
        }
        let values = TokenValues(tokens: tokens, parameters: session.parameters)
        hideSecrets(of: template, values, in: &session)
        var gaps: [String] = []
        path = try template.expand { name in
            let value = values[name]
            if value.leavesGap { gaps.append(name) }
            return value
        }
        if !gaps.isEmpty { try template.check(gaps, values) }
        try template.checkSegments(of: path)
        if !values.parameters.isEmpty {
            for name in template.variableNames { session.parameters.removeValue(for: name) }
        }
    }

    /// Before anything can fail: an error may tell the path.
    private func hideSecrets(of template: URITemplate, _ values: TokenValues, in session: inout ServiceSession) {
        // The endpoint knows its own secrets; only a path that another plugin made is asked for its own.
        let isEndpoints = template == session.endpoint.template
        if isEndpoints, secretNames.isEmpty, session.endpoint.secretVariableNames.isEmpty { return }
        for name in template.variableNames where secretNames.contains(name) || session.redaction.isSecret(name) {
            for text in values[name]?.texts ?? [] { session.redaction.hideValue(text) }
            for text in template.prefixes(of: name, values[name]) { session.redaction.hideValue(text) }
        }
    }

    private func template(of path: String, in session: ServiceSession) throws -> URITemplate {
        let template = session.endpoint.template
        // Another plugin may have changed the path; it is parsed again then, and only then.
        return path == template.source || path == template.literal ? template : try URITemplate(path)
    }
}

extension URITemplate {
    /// What stands in the path where `{name:3}` takes the start of a value.
    fileprivate func prefixes(of name: String, _ value: ParameterValue?) -> [String] {
        guard case .string(let text) = value else { return [] }
        return segments.flatMap { segment -> [String] in
            guard case .expression(let expression) = segment else { return [] }
            return expression.variables.compactMap { variable in
                guard variable.name == name, case .prefix(let count) = variable.modifier else { return nil }
                return String(text.unicodeScalars.prefix(count))
            }
        }
    }
}

/// The values of one call.
struct TokenValues {
    let tokens: Parameters?
    let parameters: Parameters

    subscript(name: String) -> ParameterValue? { parameters[name] ?? tokens?[name] }
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
