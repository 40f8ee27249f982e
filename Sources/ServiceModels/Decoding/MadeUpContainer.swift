/// A container in which there is every key.
struct MadeUpContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let run: DecodingRun
    let path: String
    let candidate: Int
    let depth: Int

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { true }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try run.madeUp(type, candidate: candidate, depth: depth)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        KeyedDecodingContainer(MadeUpContainer<Nested>(run: run, path: path, candidate: candidate, depth: depth))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        ElementContainer(run: run, path: path, elements: [])
    }

    func superDecoder() -> any Decoder {
        ModelDecoder(run: run, source: .nothing(candidate: candidate, depth: depth), path: path)
    }

    func superDecoder(forKey key: Key) -> any Decoder { superDecoder() }
}
