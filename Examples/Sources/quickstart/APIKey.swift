import ServiceCore

/// A plugin of one's own: a value that conforms to the hooks it wants.
struct APIKey: RequestPreparing {
    let key: String

    func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        request.headers["x-api-key"] = key
    }
}
