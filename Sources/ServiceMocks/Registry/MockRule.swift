/// What stands in the place of an endpoint's own mock for some of its calls; see `withMocks`.
///
/// ```swift
/// .mock("getUsers", .json(["users": []]))                     // another answer, once
/// .patch("getUser", limit: 0) { $0.status = 404 }             // the endpoint's own answer, changed, every time
/// .use("createUser", offset: 2) { call in                     // a function, for the third call
///     .json(["name": try call.json["name"]], status: 201)
/// }
/// ```
public struct MockRule: Sendable {
    enum Action: Sendable {
        case describe(MockDescription)
        case patch(@Sendable (inout MockDescription) -> Void)
        case use(@Sendable (MockCall) async throws -> Answer)
    }

    let service: String?
    let endpoint: String?
    let offset: Int
    let limit: Int
    let action: Action

    /// Answers as described.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint whose calls are meant.
    ///   - service: The service whose calls are meant, by the name of its client. Default: any.
    ///   - offset: How many of the calls that come to this rule pass it first; negative counts as 0. Default: 0.
    ///   - limit: How many calls it then serves; 0 or less for no limit. Default: 1.
    ///   - description: The answer.
    public static func mock(
        _ endpoint: String,
        service: String? = nil,
        offset: Int = 0,
        limit: Int = 1,
        _ description: MockDescription
    ) -> Self {
        Self(service: service, endpoint: endpoint, offset: offset, limit: limit, action: .describe(description))
    }

    /// Answers the calls of any endpoint as described.
    ///
    /// - Parameters:
    ///   - service: The service whose calls are meant, by the name of its client. Default: any.
    ///   - offset: How many of the calls that come to this rule pass it first; negative counts as 0. Default: 0.
    ///   - limit: How many calls it then serves; 0 or less for no limit. Default: 1.
    ///   - description: The answer.
    public static func mock(
        service: String? = nil,
        offset: Int = 0,
        limit: Int = 1,
        _ description: MockDescription
    ) -> Self {
        Self(service: service, endpoint: nil, offset: offset, limit: limit, action: .describe(description))
    }

    /// Answers as the endpoint's own mock is described, with changes. Where it has none, an empty description is changed: status
    /// 200, no body.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint whose calls are meant. Default: any.
    ///   - service: The service whose calls are meant, by the name of its client. Default: any.
    ///   - offset: How many of the calls that come to this rule pass it first; negative counts as 0. Default: 0.
    ///   - limit: How many calls it then serves; 0 or less for no limit. Default: 1.
    ///   - change: Changes the description.
    public static func patch(
        _ endpoint: String? = nil,
        service: String? = nil,
        offset: Int = 0,
        limit: Int = 1,
        _ change: @escaping @Sendable (inout MockDescription) -> Void
    ) -> Self {
        Self(service: service, endpoint: endpoint, offset: offset, limit: limit, action: .patch(change))
    }

    /// Answers with a function.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint whose calls are meant. Default: any.
    ///   - service: The service whose calls are meant, by the name of its client. Default: any.
    ///   - offset: How many of the calls that come to this rule pass it first; negative counts as 0. Default: 0.
    ///   - limit: How many calls it then serves; 0 or less for no limit. Default: 1.
    ///   - function: Makes the answer. A `TransportError` that it throws fails the call as a transport would; whatever else it throws
    ///     becomes the cause of the call's error.
    public static func use(
        _ endpoint: String? = nil,
        service: String? = nil,
        offset: Int = 0,
        limit: Int = 1,
        _ function: @escaping @Sendable (MockCall) async throws -> Answer
    ) -> Self {
        Self(service: service, endpoint: endpoint, offset: offset, limit: limit, action: .use(function))
    }

    /// Whether a call is one of those that are meant.
    func concerns(service: String, endpoint: String) -> Bool {
        (self.service ?? service) == service && (self.endpoint ?? endpoint) == endpoint
    }
}
