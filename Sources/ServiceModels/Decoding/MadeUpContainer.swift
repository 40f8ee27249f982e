/// A container in which there is every key, as long as another value may be made up.
struct MadeUpContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let run: DecodingRun
    let path: String
    let candidate: Int
    let depth: Int

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { depth < DecodingRun.maximumMadeUpDepth && run.makesUpAnother() }
    func decodeNil(forKey key: Key) throws -> Bool { run.makesUpAnother() }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try run.madeUp(type, candidate: candidate, depth: depth)
    }

    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 {
        try run.madeUp(type, candidate: candidate, depth: depth)
    }

    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 {
        try run.madeUp(type, candidate: candidate, depth: depth)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try inner.container(keyedBy: keyedBy)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try inner.unkeyedContainer()
    }

    func superDecoder() -> any Decoder { inner }
    func superDecoder(forKey key: Key) -> any Decoder { inner }

    private var inner: ModelDecoder {
        ModelDecoder(run: run, source: .nothing(candidate: candidate, depth: depth + 1), path: path)
    }
}
