// The containers implement the generic requirement for all types: it tells scalars by itself, so that the requirement for
// each of them is one line. Only for the integers of 128 bits the protocols have implementations of their own, which throw.

struct DynamicKeyedEncodingContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: DynamicEncoder

    private var node: EncodingNode { encoder.node }
    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil(forKey key: Key) { node.append(.value(.null), forKey: key) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        node.append(try encoder.part(of: value, encoder.path.appending(key)), forKey: key)
    }

    func encode(_ value: Int128, forKey key: Key) { node.append(.value(DynamicValue(value)), forKey: key) }
    func encode(_ value: UInt128, forKey key: Key) { node.append(.value(DynamicValue(value)), forKey: key) }

    func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        child(forKey: key).container(keyedBy: keyedBy)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        child(forKey: key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { child(forKey: DynamicKey.super) }
    func superEncoder(forKey key: Key) -> any Encoder { child(forKey: key) }

    private func child(forKey key: any CodingKey) -> DynamicEncoder {
        encoder.child(node.child(forKey: key), encoder.path.appending(key))
    }
}

struct DynamicUnkeyedEncodingContainer: UnkeyedEncodingContainer {
    let encoder: DynamicEncoder

    private var node: EncodingNode { encoder.node }
    var codingPath: [any CodingKey] { encoder.codingPath }
    var count: Int { node.elementCount }

    func encodeNil() { node.append(.value(.null)) }

    func encode(_ value: some Encodable) throws {
        node.append(try encoder.part(of: value, encoder.path.appending(index: count)))
    }

    func encode(_ value: Int128) { node.append(.value(DynamicValue(value))) }
    func encode(_ value: UInt128) { node.append(.value(DynamicValue(value))) }

    func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type) -> KeyedEncodingContainer<Nested> {
        appendChild().container(keyedBy: keyedBy)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { appendChild().unkeyedContainer() }
    func superEncoder() -> any Encoder { appendChild() }

    private func appendChild() -> DynamicEncoder {
        let child = encoder.child(EncodingNode(), encoder.path.appending(index: count))
        node.append(.node(child.node))
        return child
    }
}

struct DynamicSingleValueEncodingContainer: SingleValueEncodingContainer {
    let encoder: DynamicEncoder

    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil() { encoder.node.set(.null) }
    func encode(_ value: some Encodable) throws { try encoder.encode(value) }
    func encode(_ value: Int128) { encoder.node.set(DynamicValue(value)) }
    func encode(_ value: UInt128) { encoder.node.set(DynamicValue(value)) }
}
