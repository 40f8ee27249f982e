extension DynamicValue {
    /// Reads a `Decodable` from this value, without a detour through the bytes of a format.
    ///
    /// Every type is read by its own `init(from:)`; there are no strategies. A number is read as any numeric type that
    /// holds it: a whole `1.0` is an integer, a number beyond the range of the type is an error. No text is taken for
    /// a number or a truth value. ``bytes(_:)`` is read as a list of numbers, thus as `[UInt8]` and as `Data`.
    ///
    /// - Parameters:
    ///   - type: What to read.
    ///   - codingPath: Where this value lies in what the caller reads; it begins the path in every error.
    ///   - userInfo: Passed on to every `init(from:)`.
    /// - Throws: `DecodingError` with the path of the value that does not fit, and what an `init(from:)` throws.
    public func decode<Value: Decodable>(
        as type: Value.Type = Value.self,
        codingPath: [any CodingKey] = [],
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws -> Value {
        try DynamicDecoder(value: self, path: .root(codingPath), sendableInfo: userInfo).decode(type)
    }
}

/// Reads a `Decodable` from a ``DynamicValue``.
struct DynamicDecoder: Decoder {
    let value: DynamicValue
    let path: CodingPath
    let sendableInfo: [CodingUserInfoKey: any Sendable]

    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { sendableInfo }

    func container<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = value else { throw mismatch([String: DynamicValue].self, "an object") }
        return KeyedDecodingContainer(DynamicKeyedDecodingContainer(decoder: self, members: members))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        switch value {
        case .array(let elements): return DynamicUnkeyedDecodingContainer(decoder: self, elements: elements)
        case .bytes(let bytes):
            return DynamicUnkeyedDecodingContainer(decoder: self, elements: bytes.map { .int(Int64($0)) })
        default: throw mismatch([DynamicValue].self, "a list")
        }
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        DynamicSingleValueDecodingContainer(decoder: self)
    }

    /// The decoder of a part.
    func child(_ value: DynamicValue, _ key: any CodingKey) -> DynamicDecoder {
        DynamicDecoder(value: value, path: path.appending(key), sendableInfo: sendableInfo)
    }
}
