/// A codec of two closures: one's own serializer and parser, each told the session and so the endpoint.
///
/// ```swift
/// let codec = ClosureCodec(
///     serialize: { payload, session in try encodeAsXML(payload, root: session.endpoint.name) },
///     parse: { response, session in try dynamicValue(fromXML: response.bytes) }
/// )
/// ```
/// A typed call decodes its output from the dynamic value that the parser gave.
public struct ClosureCodec: ServiceCodec {
    private let contentType: String?
    private let serialize: @Sendable (any Encodable & Sendable, ServiceSession) throws -> [UInt8]
    private let parse: @Sendable (ServiceResponse, ServiceSession) throws -> DynamicValue

    /// Creates a codec.
    ///
    /// - Parameters:
    ///   - contentType: The `Content-Type` of a request that has none. Default: none is added.
    ///   - serialize: Encodes a payload.
    ///   - parse: Reads a response.
    public init(
        contentType: String? = nil,
        serialize: @escaping @Sendable (any Encodable & Sendable, ServiceSession) throws -> [UInt8],
        parse: @escaping @Sendable (ServiceResponse, ServiceSession) throws -> DynamicValue
    ) {
        self.contentType = contentType
        self.serialize = serialize
        self.parse = parse
    }

    /// Encodes with the serializer.
    public func encode(
        _ payload: any Encodable & Sendable,
        into request: inout ServiceRequest,
        session: ServiceSession
    ) throws {
        request.body = .bytes(try serialize(payload, session))
        if let contentType, !request.headers.contains(.contentType) {
            request.headers.append(.contentType, contentType)
        }
    }

    /// Decodes from what the parser gives.
    public func decode<Value: Decodable & Sendable>(
        _ type: Value.Type,
        from response: ServiceResponse,
        session: ServiceSession
    ) throws -> Value {
        let value = try parse(response, session)
        return if let value = value as? Value { value } else { try value.decode(as: type) }
    }
}
