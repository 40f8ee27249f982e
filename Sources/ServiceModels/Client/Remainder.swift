/// A model without some of its properties, encoded as the model would be: with the strategies of the codec.
struct Remainder: Encodable, Sendable {
    private let model: any Encodable & Sendable
    private let omitted: Set<String>

    init(_ model: any Encodable & Sendable, without omitted: Set<String>) {
        self.model = model
        self.omitted = omitted
    }

    func encode(to encoder: any Encoder) throws {
        try model.encode(to: OmittingEncoder(base: encoder, omitted: omitted))
    }
}

/// An encoder that leaves keys out.
private struct OmittingEncoder: Encoder {
    let base: any Encoder
    let omitted: Set<String>

    var codingPath: [any CodingKey] { base.codingPath }
    var userInfo: [CodingUserInfoKey: Any] { base.userInfo }

    func container<Key: CodingKey>(keyedBy: Key.Type) -> KeyedEncodingContainer<Key> {
        let container = OmittingContainer(base: base.container(keyedBy: keyedBy), omitted: omitted)
        return KeyedEncodingContainer(container)
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { base.unkeyedContainer() }
    func singleValueContainer() -> any SingleValueEncodingContainer { base.singleValueContainer() }
}

/// What goes into the path, the query or a header field is a value and no nested container: only values are left out.
private struct OmittingContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    var base: KeyedEncodingContainer<Key>
    let omitted: Set<String>

    var codingPath: [any CodingKey] { base.codingPath }

    private func keeps(_ key: Key) -> Bool { !omitted.contains(key.stringValue) }

    mutating func encodeNil(forKey key: Key) throws {
        if keeps(key) { try base.encodeNil(forKey: key) }
    }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        if keeps(key) { try base.encode(value, forKey: key) }
    }

    // For these the protocol has implementations of its own, which throw.
    mutating func encode(_ value: Int128, forKey key: Key) throws {
        if keeps(key) { try base.encode(value, forKey: key) }
    }

    mutating func encode(_ value: UInt128, forKey key: Key) throws {
        if keeps(key) { try base.encode(value, forKey: key) }
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        base.nestedContainer(keyedBy: keyedBy, forKey: key)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        base.nestedUnkeyedContainer(forKey: key)
    }

    mutating func superEncoder() -> any Encoder { base.superEncoder() }
    mutating func superEncoder(forKey key: Key) -> any Encoder { base.superEncoder(forKey: key) }
}
