/// What a call returns: the parsed body, and everything of the response beside it.
///
/// ```swift
/// let page = try await users.call("getUsers")
/// page.data["users"]      // the body
/// page.status             // of the response
/// page.trackingToken      // what a plugin published on it
/// ```
@dynamicMemberLookup
public struct TypedResponse<Output: Sendable>: Sendable {
    /// The parsed body.
    public let data: Output

    /// The response.
    public let response: ServiceResponse

    /// Creates a response of a parsed body.
    public init(data: Output, response: ServiceResponse) {
        self.data = data
        self.response = response
    }

    /// A member of the response.
    public subscript<Member>(dynamicMember path: KeyPath<ServiceResponse, Member>) -> Member {
        response[keyPath: path]
    }
}
