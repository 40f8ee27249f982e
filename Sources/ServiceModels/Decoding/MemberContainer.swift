import ServiceCore

/// The members of a model. Whatever is missing or does not fit is noted in a reading that records.
struct MemberContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let run: DecodingRun
    let members: Members
    let path: String

    var codingPath: [any CodingKey] { path.isEmpty ? [] : [PathKey(stringValue: path)] }
    var allKeys: [Key] { members.names.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool {
        members.contains(key.stringValue)
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        switch members.take(key.stringValue) {
        case .null, .absent, .initial(.null): true
        default: false
        }
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try required(type, key)
    }

    private func required<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value {
        let given = members.take(key.stringValue)
        if run.isRecording {
            let isRequired = if case .absent = given { !(type is any ExpressibleByNilLiteral.Type) } else { false }
            members.note(key.stringValue, type, isRequired: isRequired)
        }
        return try run.read(type, given, at: members.path(to: key.stringValue))
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        try optional(type, key)
    }

    private func optional<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value? {
        if run.isRecording { members.note(key.stringValue, type, isRequired: false) }
        switch members.take(key.stringValue) {
        case .absent, .null, .initial(.null): return nil
        case let given: return try run.read(type, given, at: members.path(to: key.stringValue))
        }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try child(key, "an object").container(keyedBy: keyedBy)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try child(key, "a list").unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try child("super", "a value") }
    func superDecoder(forKey key: Key) throws -> any Decoder { try child(key, "a value") }

    private func child(_ key: Key, _ expected: String) throws -> ModelDecoder {
        try child(key.stringValue, expected)
    }

    private func child(_ name: String, _ expected: String) throws -> ModelDecoder {
        let path = members.path(to: name)
        let value: DynamicValue
        switch members.take(name) {
        case .keyword(let keyword): value = try DynamicValue(encoding: keyword)
        case .value(let given), .initial(let given): value = given
        case .null: value = .null
        case .absent:
            try run.note(.missing, { path }, run.wording.missing(expected))
            run.beginMakingUp()
            return ModelDecoder(run: run, source: .nothing(candidate: 0, depth: 0), path: path)
        }
        return ModelDecoder.reading(value, as: Never.self, run, path: path)
    }
}

// The protocol has an implementation of its own for each of these, which would ask whether there is a value before it asks for its type.
extension MemberContainer {
    func decode(_: Int128.Type, forKey key: Key) throws -> Int128 { try required(Int128.self, key) }
    func decode(_: UInt128.Type, forKey key: Key) throws -> UInt128 { try required(UInt128.self, key) }
    func decodeIfPresent(_: Bool.Type, forKey key: Key) throws -> Bool? { try optional(Bool.self, key) }
    func decodeIfPresent(_: String.Type, forKey key: Key) throws -> String? { try optional(String.self, key) }
    func decodeIfPresent(_: Double.Type, forKey key: Key) throws -> Double? { try optional(Double.self, key) }
    func decodeIfPresent(_: Float.Type, forKey key: Key) throws -> Float? { try optional(Float.self, key) }
    func decodeIfPresent(_: Int.Type, forKey key: Key) throws -> Int? { try optional(Int.self, key) }
    func decodeIfPresent(_: Int8.Type, forKey key: Key) throws -> Int8? { try optional(Int8.self, key) }
    func decodeIfPresent(_: Int16.Type, forKey key: Key) throws -> Int16? { try optional(Int16.self, key) }
    func decodeIfPresent(_: Int32.Type, forKey key: Key) throws -> Int32? { try optional(Int32.self, key) }
    func decodeIfPresent(_: Int64.Type, forKey key: Key) throws -> Int64? { try optional(Int64.self, key) }
    func decodeIfPresent(_: UInt.Type, forKey key: Key) throws -> UInt? { try optional(UInt.self, key) }
    func decodeIfPresent(_: UInt8.Type, forKey key: Key) throws -> UInt8? { try optional(UInt8.self, key) }
    func decodeIfPresent(_: UInt16.Type, forKey key: Key) throws -> UInt16? { try optional(UInt16.self, key) }
    func decodeIfPresent(_: UInt32.Type, forKey key: Key) throws -> UInt32? { try optional(UInt32.self, key) }
    func decodeIfPresent(_: UInt64.Type, forKey key: Key) throws -> UInt64? { try optional(UInt64.self, key) }
    func decodeIfPresent(_: Int128.Type, forKey key: Key) throws -> Int128? { try optional(Int128.self, key) }
    func decodeIfPresent(_: UInt128.Type, forKey key: Key) throws -> UInt128? { try optional(UInt128.self, key) }
}
