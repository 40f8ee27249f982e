import ServiceCore

/// The whole of what a decoder reads.
struct SingleContainer: SingleValueDecodingContainer {
    let decoder: ModelDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool {
        switch decoder.source {
        case .value(let value): value.isNull
        case .members, .nothing: false
        }
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try read(type) }
    func decode(_ type: Int128.Type) throws -> Int128 { try read(type) }
    func decode(_ type: UInt128.Type) throws -> UInt128 { try read(type) }

    private func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
        switch decoder.source {
        case .members: return try Value(from: decoder)
        case .value(let value):
            return try decoder.run.read(type, value.isNull ? .null : .value(value), at: decoder.path)
        case .nothing(let candidate, let depth):
            return try decoder.run.madeUp(type, candidate: candidate, depth: depth)
        }
    }
}
