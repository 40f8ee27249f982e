/// A request to a service: what the plugins prepare and a transport sends.
public struct ServiceRequest: Sendable {
    /// The method.
    public var method: RequestMethod

    /// The URL, in the encoding in which it goes on the wire.
    public var url: ServiceURL

    /// The header fields, in order.
    public var headers: HeaderFields

    /// The body; it is `none` until the payload has been encoded.
    public var body: RequestBody

    /// Creates a request.
    public init(
        method: RequestMethod = .get,
        url: ServiceURL,
        headers: HeaderFields = [:],
        body: RequestBody = .none
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
