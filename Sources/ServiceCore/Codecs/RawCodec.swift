/// Bytes as they are, in both directions.
///
/// A payload is `[UInt8]`, `String` (as UTF-8), or a ``DynamicValue`` that is one of the two; a body decodes to any of
/// these. No header field is added.
public struct RawCodec: ServiceCodec {
    /// Creates the codec.
    public init() {}

    /// Why a value cannot be sent or read as bytes.
    public struct Unsupported: Error, CustomStringConvertible {
        /// The type in question.
        public let type: String
        /// What to do.
        public var description: String {
            "the raw codec handles [UInt8], String and DynamicValue, not \(type): use another codec, or bytes"
        }
    }

    /// Puts the bytes of a payload into the body.
    public func encode(
        _ payload: any Encodable & Sendable,
        into request: inout ServiceRequest,
        session: ServiceSession
    ) throws {
        switch payload {
        case let bytes as [UInt8]: request.body = .bytes(bytes)
        case let text as String: request.body = .bytes(Array(text.utf8))
        case DynamicValue.bytes(let bytes): request.body = .bytes(bytes)
        case DynamicValue.string(let text): request.body = .bytes(Array(text.utf8))
        default: throw Unsupported(type: String(describing: type(of: payload)))
        }
    }

    /// Gives the bytes of a body; a text is one only if it is valid UTF-8.
    public func decode<Value: Decodable & Sendable>(
        _ type: Value.Type,
        from response: ServiceResponse,
        session: ServiceSession
    ) throws -> Value {
        let bytes = response.bytes
        if let value = bytes as? Value { return value }
        if let value = DynamicValue.bytes(bytes) as? Value { return value }
        if let text = String(validating: bytes, as: UTF8.self), let value = text as? Value { return value }
        throw Unsupported(type: String(describing: type))
    }
}

extension ServiceCodec where Self == RawCodec {
    /// Bytes as they are.
    public static var raw: RawCodec { RawCodec() }
}
