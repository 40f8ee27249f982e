#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// JSON in both directions (RFC 8259): the usual codec.
///
/// - A payload is encoded with a `JSONEncoder`, and the request gets `Content-Type: application/json` if it has none.
/// - A body is decoded with a `JSONDecoder`; a ``DynamicValue`` is read directly and keeps the order of keys and the
///   digits of large numbers.
/// - An empty body is nothing: `.null`, or `nil` for an optional type.
/// - The content type of a response is not looked at: what the endpoint says it returns is what is decoded.
public struct JSONCodec: ServiceCodec {
    private let encoder: JSONEncoder
    private let decoder: JSONDecoder

    /// Creates a codec.
    ///
    /// - Parameters:
    ///   - encoder: Encodes payloads; must not be changed any more.
    ///   - decoder: Decodes bodies; must not be changed any more.
    public init(encoder: JSONEncoder = JSONEncoder(), decoder: JSONDecoder = JSONDecoder()) {
        self.encoder = encoder
        self.decoder = decoder
    }

    /// Encodes a payload as JSON.
    public func encode(
        _ payload: any Encodable & Sendable,
        into request: inout ServiceRequest,
        session: ServiceSession
    ) throws {
        if let value = payload as? DynamicValue {
            request.body = .bytes(try JSONWriter().write(value))
        } else {
            request.body = .bytes([UInt8](try encoded(payload)))
        }
        if !request.headers.contains(.contentType) { request.headers.append(.contentType, "application/json") }
    }

    /// Decodes JSON; where the text is no JSON, the error tells line and column.
    public func decode<Value: Decodable & Sendable>(
        _ type: Value.Type,
        from response: ServiceResponse,
        session: ServiceSession
    ) throws -> Value {
        // As in a call by name: the decoder would lose the order of keys and the digits of large numbers.
        if type == DynamicValue.self, let value = try decodeDynamic(from: response, session: session) as? Value {
            return value
        }
        let bytes = response.bytes
        if let empty = type as? any ExpressibleByNilLiteral.Type, Self.isBlank(bytes),
            let value = empty.init(nilLiteral: ()) as? Value
        {
            return value
        }
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch {
            do {
                // The decoder does not say where the text stops being JSON; the reader does.
                _ = try JSONReader().read(bytes)
            } catch let failure where failure.code == .emptyInput {
                throw ServiceError(
                    .parsingFailed,
                    "the body is empty: make the output of the endpoint optional, or Void where it never has one",
                    cause: failure
                )
            }
            throw error
        }
    }

    /// Reads JSON; an empty body is `.null`.
    public func decodeDynamic(from response: ServiceResponse, session: ServiceSession) throws -> DynamicValue {
        let bytes = response.bytes
        return Self.isBlank(bytes) ? .null : try JSONReader().read(bytes)
    }

    /// Reads the type with the decoder and its strategies.
    public func decode<Value: Decodable>(_ type: Value.Type, from value: DynamicValue) throws -> Value {
        if let value = value as? Value { return value }
        return try decoder.decode(type, from: Data(try JSONWriter().write(value)))
    }

    /// The value that the encoder writes with its strategies.
    public func dynamicValue(encoding value: some Encodable) throws -> DynamicValue {
        if let value = value as? DynamicValue { return value }
        return try JSONReader().read([UInt8](try encoded(value)))
    }

    /// Whether a payload is being encoded with a `JSONEncoder`, which writes a `Decimal` as a number with all its digits.
    @TaskLocal static var isEncoding = false

    private func encoded(_ value: some Encodable) throws -> Data {
        try Self.$isEncoding.withValue(true) { try encoder.encode(value) }
    }

    private static func isBlank(_ bytes: [UInt8]) -> Bool {
        bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }
}

extension ServiceCodec where Self == JSONCodec {
    /// JSON with the default encoder and decoder.
    public static var json: JSONCodec { JSONCodec() }

    /// JSON with an encoder and a decoder of one's own.
    public static func json(
        encoder: JSONEncoder = JSONEncoder(),
        decoder: JSONDecoder = JSONDecoder()
    ) -> JSONCodec {
        JSONCodec(encoder: encoder, decoder: decoder)
    }
}
