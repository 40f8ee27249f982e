public import ServiceCore

/// A request that came to a ``StubService``.
public struct StubCall: Sendable {
    /// The number of the call, from 1 in the order of arrival; 0 while a stub is looked for.
    public internal(set) var number = 0
    /// The method.
    public let method: RequestMethod
    /// The path behind that of the base URL, in the encoding of the wire.
    public internal(set) var path: String
    /// The query without its `?`, in the encoding of the wire.
    public let query: String?
    /// The header fields.
    public let headers: HeaderFields
    /// The body.
    public let body: [UInt8]
    /// The values of the template's variables, decoded; empty where no stub answered.
    public internal(set) var parameters: [String: String] = [:]
    /// The stub that answered; `nil` where none did.
    public internal(set) var stub: Stub?
    /// The request of a client, which knows what descriptions of it mask; `nil` for a call that came over a connection.
    var request: ServiceRequest?

    /// The items of the query, decoded, in order. A `+` stays a `+`.
    public var queryItems: [(name: String, value: String)] {
        guard let query, !query.isEmpty else { return [] }
        return query.split(separator: "&").map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let value = parts.count > 1 ? parts[1] : ""
            return (PercentEncoding.decode(parts[0]) ?? parts[0], PercentEncoding.decode(value) ?? value)
        }
    }

    /// The body as text; bytes that are not UTF-8 are replaced.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The body, read as JSON.
    ///
    /// - Throws: `JSONSyntaxError`.
    public var json: DynamicValue {
        get throws { try JSONReader().read(body) }
    }
}

extension StubCall {
    init(_ request: ServiceRequest, body: [UInt8]) {
        self.init(
            method: request.method,
            path: request.url.path,
            query: request.url.query,
            headers: request.headers,
            body: body,
            request: request
        )
    }

    init(_ request: RecordedRequest) {
        self.init(
            method: request.method,
            path: request.path,
            query: request.query,
            headers: request.headers,
            body: request.body
        )
    }

    /// The same call with a path behind that of a base URL; `nil` where its path does not begin with that.
    func relative(to basePath: String) -> StubCall? {
        guard path.hasPrefix(basePath), path.dropFirst(basePath.count).first.map({ $0 == "/" }) ?? true else {
            return nil
        }
        let rest = String(path.dropFirst(basePath.count))
        var call = self
        call.path = rest.isEmpty ? "/" : rest
        return call
    }
}

extension StubCall {
    /// What descriptions mask: by the policy of the client, and what the request says is secret wherever it is said again.
    ///
    /// It costs about what reading the request costs: for what is shown, and not for what is only compared.
    var redaction: Redaction { request.map { $0.redaction.hidingSecrets(of: $0) } ?? .standard }
}

extension StubCall: CustomStringConvertible {
    /// Method, path and query on one line, and the start of a body, secrets masked.
    public var description: String {
        let redaction = redaction
        let target = redaction.path(path) + (query.map { "?\(redaction.query($0))" } ?? "")
        let body = body.isEmpty ? "" : ", body \(redaction.excerpt(of: self.body, headers: headers))"
        return "\(Redaction.line(method.rawValue)) \(target)\(body)"
    }
}
