extension DynamicDecoder {
    /// Reads any type: those that have no parts straight away, the others by their `init(from:)`.
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let scalar = try scalar(type) as? Value { return scalar }
        return try Value(from: self)
    }

    /// The value of a type that has no parts, or `nil` for any other type.
    private func scalar(_ type: any Decodable.Type) throws -> (any Decodable)? {
        switch type {
        case is DynamicValue.Type: value
        case is String.Type: try value.string ?? { throw mismatch(type, "a text") }()
        case is Bool.Type: try value.bool ?? { throw mismatch(type, "a truth value") }()
        case is Double.Type: try double()
        case is Float.Type: try float()
        case let type as any (FixedWidthInteger & Decodable).Type: try integer(type)
        default: nil
        }
    }

    private func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) throws -> Integer {
        guard value.isNumber else { throw mismatch(type, "a number") }
        return try value.integer(type) ?? { throw corrupted("\(value) does not fit in \(type).") }()
    }

    private func double() throws -> Double {
        guard value.isNumber else { throw mismatch(Double.self, "a number") }
        return try value.double ?? { throw corrupted("\(value) does not fit in Double.") }()
    }

    private func float() throws -> Float {
        let double = try double()
        let float = Float(double)
        guard float.isFinite || !double.isFinite else { throw corrupted("\(value) does not fit in Float.") }
        return float
    }

    private func corrupted(_ message: String) -> DecodingError {
        .dataCorrupted(DecodingError.Context(codingPath: codingPath, debugDescription: message))
    }

    /// The error for a value of another kind than the wanted type is read from.
    func mismatch(_ type: any Any.Type, _ expected: String) -> DecodingError {
        let message = "Expected \(expected), found \(value.kind)."
        let context = DecodingError.Context(codingPath: codingPath, debugDescription: message)
        return value.isNull ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }
}

extension DynamicValue {
    fileprivate var isNumber: Bool {
        switch self {
        case .int, .double, .number: true
        default: false
        }
    }

    /// What the value is, for the text of an error.
    fileprivate var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .int, .double, .number: "a number"
        case .string: "a text"
        case .bytes: "bytes"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
