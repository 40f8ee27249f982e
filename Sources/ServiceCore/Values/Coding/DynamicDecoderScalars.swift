#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension DynamicDecoder {
    /// Reads any type: those that have no parts straight away, the others by their `init(from:)`.
    ///
    /// Metatypes are compared before anything is cast: it is cheaper, and of no cost where the compiler knows the type.
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if type == String.self, let value = try text() as? Value { return value }
        if type == Bool.self, let value = try truth() as? Value { return value }
        if type == Double.self, let value = try double() as? Value { return value }
        if type == Float.self, let value = try float() as? Value { return value }
        if type == DynamicValue.self, let value = value as? Value { return value }
        if type == Int.self, let value = try integer(Int.self) as? Value { return value }
        if type == Int64.self, let value = try integer(Int64.self) as? Value { return value }
        if type == Int32.self, let value = try integer(Int32.self) as? Value { return value }
        if type == Int16.self, let value = try integer(Int16.self) as? Value { return value }
        if type == Int8.self, let value = try integer(Int8.self) as? Value { return value }
        if type == UInt.self, let value = try integer(UInt.self) as? Value { return value }
        if type == UInt64.self, let value = try integer(UInt64.self) as? Value { return value }
        if type == UInt32.self, let value = try integer(UInt32.self) as? Value { return value }
        if type == UInt16.self, let value = try integer(UInt16.self) as? Value { return value }
        if type == UInt8.self, let value = try integer(UInt8.self) as? Value { return value }
        if type == Int128.self, let value = try integer(Int128.self) as? Value { return value }
        if type == UInt128.self, let value = try integer(UInt128.self) as? Value { return value }
        if type == Decimal.self, value.isNumber, let value = try decimal() as? Value { return value }
        return try Value(from: self)
    }

    private func text() throws -> String {
        try value.string ?? { throw mismatch(String.self, "a text") }()
    }

    private func truth() throws -> Bool {
        try value.bool ?? { throw mismatch(Bool.self, "a truth value") }()
    }

    private func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) throws -> Integer {
        guard value.isNumber else { throw mismatch(type, "a number") }
        return try value.integer(type) ?? { throw corrupted("\(value) does not fit in \(type).") }()
    }

    private func decimal() throws -> Decimal {
        try value.decimal ?? { throw corrupted("\(value) does not fit in Decimal.") }()
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
