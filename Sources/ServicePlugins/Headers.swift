public import ServiceCore

/// Sets header fields: client < endpoint < call, merged by name without regard to case.
///
/// ```swift
/// Headers(["accept": "application/json", "user-agent": "shop/3.1"])
/// try await users.call("exportUsers", .headers(["Accept": "text/csv"]))
/// ```
/// A stronger level replaces every field of a name that a weaker one gave. A name or a value that RFC 9110 forbids is an error when
/// the client is made, or when the call is.
public struct Headers: RequestPreparing, OptionReading, ClientPreparing {
    private let defaults: HeaderFields

    /// Creates the plugin.
    ///
    /// - Parameter defaults: The fields of the client's level. Default: none.
    public init(_ defaults: HeaderFields = [:]) {
        self.defaults = defaults
    }

    /// `headers`
    public var options: [OptionDeclaration] {
        [OptionDeclaration(HeadersOption.self, clientValue: defaults.isEmpty ? nil : defaults)]
    }

    /// The fields of the client and its endpoints that RFC 9110 forbids.
    public func problems(in client: ClientDescription) -> [ConfigurationProblem] {
        let ofClient = defaults.compactMap(\.problem)
        let ofEndpoints = client.endpoints.flatMap { endpoint in
            (endpoint.options[HeadersOption.self] ?? [:]).compactMap(\.problem)
                .filter { !ofClient.contains($0) }
                .map { ConfigurationProblem(endpoint: endpoint.name, $0) }
        }
        return ofClient.map { ConfigurationProblem($0) } + ofEndpoints
    }

    /// Sets the fields.
    public func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) throws {
        guard let fields = session.options[HeadersOption.self] else { return }
        request.headers = HeadersOption.merge(request.headers, fields)
    }
}

/// Header fields of a request.
public enum HeadersOption: ServiceOptionKey {
    /// The fields.
    public typealias Value = HeaderFields
    /// `headers`
    public static let name = "headers"

    /// The fields of both levels; of a name that both have, those of the stronger.
    public static func merge(_ weaker: HeaderFields, _ stronger: HeaderFields) -> HeaderFields {
        if weaker.isEmpty { return stronger }
        var merged = HeaderFields()
        merged.reserveCapacity(weaker.count + stronger.count)
        for field in weaker where !stronger.contains(field.name) { merged.append(field.name, field.value) }
        for field in stronger { merged.append(field.name, field.value) }
        return merged
    }
}

extension ServiceOption {
    /// Header fields, read by ``Headers``.
    public static func headers(_ fields: HeaderFields) -> Self {
        Self(HeadersOption.self, fields)
    }
}

extension HeaderField {
    fileprivate var problem: String? {
        if !name.isValid {
            return "the header field name \(name.rawValue.debugDescription) is no token (RFC 9110 §5.6.2): rename it"
        }
        if !hasValidValue {
            return "the header field \"\(name)\" has CR, LF or NUL in its value (RFC 9110 §5.5): remove it"
        }
        return nil
    }
}
