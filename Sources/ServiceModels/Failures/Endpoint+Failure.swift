public import ServiceCore

extension Endpoint where Input: Encodable, Output: Decodable {
    /// Creates an endpoint that declares the model of its failures: an answer with 4xx or 5xx is an error that has it decoded, see
    /// ``ServiceFailure``.
    public init(_ name: String, failure: (some Decodable & Sendable).Type) {
        self.init(name, payload: { .value($0) }, parse: Self.parser(failure: failure))
    }
}

extension Endpoint where Input == Void, Output: Decodable {
    /// Creates an endpoint without payload that declares the model of its failures, see ``ServiceFailure``.
    public init(_ name: String, failure: (some Decodable & Sendable).Type) {
        self.init(name, payload: { .none }, parse: Self.parser(failure: failure))
    }
}

extension Endpoint where Input: Encodable, Output == Void {
    /// Creates an endpoint whose body is looked at only where it tells a failure, see ``ServiceFailure``.
    public init(_ name: String, failure: (some Decodable & Sendable).Type) {
        self.init(name, payload: { .value($0) }, parse: { try $0.checkStatus(failure: failure, $1) })
    }
}

extension Endpoint where Input == Void, Output == Void {
    /// Creates an endpoint without payload whose body is looked at only where it tells a failure, see ``ServiceFailure``.
    public init(_ name: String, failure: (some Decodable & Sendable).Type) {
        self.init(name, payload: { .none }, parse: { try $0.checkStatus(failure: failure, $1) })
    }
}

extension Endpoint where Output: Decodable {
    /// Reads the body, or the failure that it tells.
    static func parser(
        failure: (any (Decodable & Sendable).Type)?
    ) -> @Sendable (ServiceResponse, ServiceSession) throws -> Output {
        { response, session in
            try response.checkStatus(failure: failure, session)
            if let bytes = response.bytes as? Output { return bytes }
            return try response.decoded(as: Output.self, session)
        }
    }
}
