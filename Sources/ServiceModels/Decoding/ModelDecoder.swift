import ServiceCore

/// Reads a model from keywords, or a part of it from the value of one.
struct ModelDecoder: Decoder {
    enum Source {
        /// Keywords, or an object.
        case members(Members)
        /// Any other value.
        case value(DynamicValue)
        /// Nothing: values are made up. The number tells scalars apart of which a type may refuse some.
        case nothing(candidate: Int, depth: Int)
    }

    let run: DecodingRun
    let source: Source
    let path: String

    /// The decoder of a value that a type is read from.
    static func reading(
        _ value: DynamicValue,
        as type: any Any.Type,
        _ run: DecodingRun,
        path: String
    ) -> ModelDecoder {
        guard case .object(let object) = value else { return Self(run: run, source: .value(value), path: path) }
        let members = run.members(of: object, as: type, at: path)
        return Self(run: run, source: .members(members), path: path)
    }

    var codingPath: [any CodingKey] { path.isEmpty ? [] : [PathKey(stringValue: path)] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
        switch source {
        case .members(let members):
            if run.isRecording { members.addKeys(Key.self) }
            return KeyedDecodingContainer(MemberContainer(run: run, members: members, path: path))
        case .value(let value): throw mismatch("an object", value)
        case .nothing(let candidate, let depth):
            guard depth <= DecodingRun.maximumMadeUpDepth else { throw mismatch("an end", [:]) }
            let container = MadeUpContainer<Key>(run: run, path: path, candidate: candidate, depth: depth)
            return KeyedDecodingContainer(container)
        }
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        switch source {
        case .members: throw mismatch("a list", [:])
        case .value(.array(let elements)): ElementContainer(run: run, path: path, elements: elements)
        case .value(.bytes(let bytes)):
            ElementContainer(run: run, path: path, elements: bytes.map { .int(Int64($0)) })
        case .value(let value): throw mismatch("a list", value)
        case .nothing: ElementContainer(run: run, path: path, elements: [])
        }
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleContainer(decoder: self)
    }

    private func mismatch(_ expected: String, _ found: DynamicValue) -> DecodingError {
        let context = DecodingError.Context(
            codingPath: codingPath,
            debugDescription: "Expected \(expected), found \(found.kind)."
        )
        return .typeMismatch(DynamicValue.self, context)
    }
}

/// A place inside of a model as one key.
struct PathKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}
