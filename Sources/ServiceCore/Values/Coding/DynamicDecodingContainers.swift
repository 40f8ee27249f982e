// The protocols have implementations of their own for the integers of 128 bits, which throw.

struct DynamicKeyedDecodingContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: DynamicDecoder
    let members: DynamicObject

    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

    func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try member(key).isNull }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try child(key).decode(type)
    }

    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try child(key).decode(type) }
    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try child(key).decode(type) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try child(key).container(keyedBy: keyedBy)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try child(key).unkeyedContainer()
    }

    func superDecoder() -> any Decoder {
        decoder.child(members[DynamicKey.super.stringValue] ?? .null, DynamicKey.super)
    }

    func superDecoder(forKey key: Key) -> any Decoder {
        decoder.child(members[key.stringValue] ?? .null, key)
    }

    private func child(_ key: Key) throws -> DynamicDecoder {
        decoder.child(try member(key), key)
    }

    private func member(_ key: Key) throws -> DynamicValue {
        if let value = members[key.stringValue] { return value }
        let message = "No member is named \"\(key.stringValue)\"."
        throw DecodingError.keyNotFound(
            key,
            DecodingError.Context(codingPath: codingPath, debugDescription: message)
        )
    }
}

struct DynamicUnkeyedDecodingContainer: UnkeyedDecodingContainer {
    let decoder: DynamicDecoder
    let elements: [DynamicValue]
    private(set) var currentIndex = 0

    init(decoder: DynamicDecoder, elements: [DynamicValue]) {
        self.decoder = decoder
        self.elements = elements
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    mutating func decodeNil() throws -> Bool {
        guard try element(Never.self).value.isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try next(type) { try $0.decode(type) }
    }

    mutating func decode(_ type: Int128.Type) throws -> Int128 { try next(type) { try $0.decode(type) } }
    mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try next(type) { try $0.decode(type) } }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        try next(KeyedDecodingContainer<Nested>.self) { try $0.container(keyedBy: keyedBy) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next((any UnkeyedDecodingContainer).self) { try $0.unkeyedContainer() }
    }

    mutating func superDecoder() throws -> any Decoder {
        try next((any Decoder).self) { $0 }
    }

    /// Reads the present element, and goes on to the next one only where that succeeded.
    private mutating func next<Value>(
        _ type: any Any.Type,
        _ read: (DynamicDecoder) throws -> Value
    ) throws -> Value {
        let value = try read(element(type))
        currentIndex += 1
        return value
    }

    private func element(_ type: any Any.Type) throws -> DynamicDecoder {
        let key = DynamicKey(intValue: currentIndex)
        guard !isAtEnd else {
            let message = "The list has only \(elements.count) elements."
            throw DecodingError.valueNotFound(
                type,
                DecodingError.Context(codingPath: codingPath + [key], debugDescription: message)
            )
        }
        return decoder.child(elements[currentIndex], key)
    }
}

struct DynamicSingleValueDecodingContainer: SingleValueDecodingContainer {
    let decoder: DynamicDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { decoder.value.isNull }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.decode(type) }
    func decode(_ type: Int128.Type) throws -> Int128 { try decoder.decode(type) }
    func decode(_ type: UInt128.Type) throws -> UInt128 { try decoder.decode(type) }
}
