/// What a server sends before the body: status and header fields.
public struct ResponseHead: Hashable, Sendable {
    /// The status of the answer.
    public var status: ResponseStatus

    /// The header fields, as faithful to what arrived as the transport can tell.
    public var headers: HeaderFields

    /// The URL that answered, where redirects led to another one than was asked for.
    public var redirectedURL: ServiceURL?

    /// Creates a head.
    public init(status: ResponseStatus, headers: HeaderFields = [:], redirectedURL: ServiceURL? = nil) {
        self.status = status
        self.headers = headers
        self.redirectedURL = redirectedURL
    }
}
