/// Turns payloads into bodies and bodies into values.
///
/// A client has one codec. It is told the session, so it can treat endpoints differently; where a codec would be too
/// much, ``ClosureCodec`` takes a serializer and a parser, and an ``Endpoint`` can have its own.
public protocol ServiceCodec: Sendable {
    /// Encodes a payload into the body of a request.
    ///
    /// Set `Content-Type` here if the request has none. What it throws fails the call at the stage `encode`.
    func encode(_ payload: any Encodable & Sendable, into request: inout ServiceRequest, session: ServiceSession) throws

    /// Decodes the body of a response into a type.
    ///
    /// What it throws fails the call at the stage `parse`; the error of the call carries the response.
    func decode<Value: Decodable & Sendable>(
        _ type: Value.Type,
        from response: ServiceResponse,
        session: ServiceSession
    ) throws -> Value

    /// Decodes the body of a response of unknown shape, for a call by name.
    ///
    /// Default: `decode(DynamicValue.self, …)`.
    func decodeDynamic(from response: ServiceResponse, session: ServiceSession) throws -> DynamicValue

    /// Reads a type from a value that has been parsed already, or was written in the program, with the strategies of the codec: a date
    /// as the codec reads one in a body.
    ///
    /// Default: ``DynamicValue/decode(as:codingPath:userInfo:)``, which has no strategies.
    func decode<Value: Decodable>(_ type: Value.Type, from value: DynamicValue) throws -> Value

    /// The value that an `Encodable` describes, with the strategies of the codec: a date as the codec writes one into a body.
    ///
    /// Default: ``DynamicValue/init(encoding:userInfo:)``, which has no strategies.
    func dynamicValue(encoding value: some Encodable) throws -> DynamicValue
}

extension ServiceCodec {
    /// Reads the type by its own `init(from:)`.
    public func decode<Value: Decodable>(_ type: Value.Type, from value: DynamicValue) throws -> Value {
        try value.decode(as: type)
    }

    /// The value that the type's own `encode(to:)` describes.
    public func dynamicValue(encoding value: some Encodable) throws -> DynamicValue {
        try DynamicValue(encoding: value)
    }

    /// Decodes a `DynamicValue` like any other type.
    public func decodeDynamic(from response: ServiceResponse, session: ServiceSession) throws -> DynamicValue {
        try decode(DynamicValue.self, from: response, session: session)
    }
}
