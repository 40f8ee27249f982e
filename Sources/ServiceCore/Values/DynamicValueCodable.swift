extension DynamicValue: Codable {
    /// Reads whatever the decoder holds.
    ///
    /// From a ``decode(as:codingPath:userInfo:)`` of this package the value comes unchanged. Any other decoder is asked for one kind after the
    /// other, and what it cannot tell apart is lost: `JSONDecoder` of Foundation gives `1.0` as an integer, keeps no
    /// order of keys, and rounds a number that no integer of 64 bits holds to a `Double`.
    ///
    /// - Throws: `DecodingError` where the decoder holds a kind that is none of these.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? DynamicDecoder {
            self = decoder.value
        } else if let container = try? decoder.singleValueContainer(), let scalar = Self(scalarIn: container) {
            self = scalar
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [DynamicValue] = []
            while !container.isAtEnd { elements.append(try container.decode(DynamicValue.self)) }
            self = .array(elements)
        } else {
            let container = try decoder.container(keyedBy: DynamicKey.self)
            var members = DynamicObject()
            for key in container.allKeys {
                members[key.stringValue] = try container.decode(DynamicValue.self, forKey: key)
            }
            self = .object(members)
        }
    }

    private init?(scalarIn container: any SingleValueDecodingContainer) {
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .int(value)
        } else if let value = try? container.decode(UInt64.self) {
            self = DynamicValue(value)
        } else if let value = try? container.decode(Double.self) {
            self = .double(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else {
            return nil
        }
    }

    /// Writes the value as what it holds.
    ///
    /// Into a ``init(encoding:userInfo:)`` of this package the value goes unchanged. For any other encoder a ``number(_:)`` becomes a
    /// `UInt64` or the nearest `Double`, and ``bytes(_:)`` becomes base64 text.
    ///
    /// - Throws: `EncodingError` where a ``number(_:)`` is none, or is beyond the range of `Double`; and what the encoder
    ///   throws.
    public func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? DynamicEncoder { return encoder.node.set(self) }
        switch self {
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .object(let members):
            var container = encoder.container(keyedBy: DynamicKey.self)
            for (name, value) in members { try container.encode(value, forKey: DynamicKey(stringValue: name)) }
        default:
            var container = encoder.singleValueContainer()
            try encodeScalar(into: &container)
        }
    }

    private func encodeScalar(into container: inout any SingleValueEncodingContainer) throws {
        switch self {
        case .null, .array, .object: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .bytes(let value): try container.encode(String(decoding: Base64.encode(value), as: UTF8.self))
        case .number(let text):
            if let value = UInt64(text) { return try container.encode(value) }
            guard let value = double else {
                let message = "\(text) is no number in the range of Double."
                let context = EncodingError.Context(codingPath: container.codingPath, debugDescription: message)
                throw EncodingError.invalidValue(self, context)
            }
            try container.encode(value)
        }
    }
}
