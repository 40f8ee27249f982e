public import ServiceCore

/// Adds items to the query of a request: client < endpoint < call, merged by name.
///
/// ```swift
/// QueryParams(["api-version": "2024-06-01"])
/// try await users.call("getUsers", .query(["page": 2, "tag": ["a", "b"], "api-version": nil]))
/// // ?page=2&tag=a&tag=b
/// ```
/// - Names and values are percent-encoded, a space as `%20` (RFC 3986 §3.4).
/// - A list is one item for each of its values, names with values are `filter%5Bname%5D=value`.
/// - `nil` removes what a weaker level gave.
/// - What the path has in its own query stays in front.
public struct QueryParams: RequestPreparing, OptionReading, ClientPreparing {
    private let defaults: Parameters

    /// Creates the plugin.
    ///
    /// - Parameter defaults: The items of the client's level. Default: none.
    public init(_ defaults: Parameters = [:]) {
        self.defaults = defaults
    }

    /// `query`
    public var options: [OptionDeclaration] {
        [OptionDeclaration(QueryParamsOption.self, clientValue: defaults.isEmpty ? nil : defaults)]
    }

    /// A second plugin of the kind, which would add every item once more.
    public func problems(in client: ClientDescription) -> [ConfigurationProblem] { client.duplicates(of: self) }

    /// Adds the items.
    public func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) throws {
        guard let items = session.options[QueryParamsOption.self] else { return }
        let query = TextBuilder.build { query in
            if let given = request.url.query { query.append(given) }
            for (name, value) in items { query.append(name, value) }
        }
        if !query.isEmpty { request.url.query = query }
    }
}

extension TextBuilder {
    fileprivate mutating func append(_ name: String, _ value: ParameterValue) {
        switch value {
        case .null: break
        case .string(let text): appendQueryItem(name: name, value: text)
        case .list(let texts):
            for text in texts { appendQueryItem(name: name, value: text) }
        case .pairs(let pairs):
            for pair in pairs { appendQueryItem(name: "\(name)[\(pair.name)]", value: pair.value) }
        }
    }
}

/// The items of a query.
public enum QueryParamsOption: ServiceOptionKey {
    /// Values by name.
    public typealias Value = Parameters
    /// `query`
    public static let name = "query"

    /// The names of both levels; the stronger value where both have one.
    public static func merge(_ weaker: Parameters, _ stronger: Parameters) -> Parameters {
        weaker.merging(stronger)
    }
}

extension ServiceOption {
    /// Items of the query, read by ``QueryParams``.
    public static func query(_ items: Parameters) -> Self {
        Self(QueryParamsOption.self, items)
    }
}
