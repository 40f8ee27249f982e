extension DynamicValue: ExpressibleByNilLiteral {
    /// `nil` is ``null``.
    public init(nilLiteral: ()) {
        self = .null
    }
}

extension DynamicValue: ExpressibleByBooleanLiteral {
    /// `true` and `false`.
    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}

extension DynamicValue: ExpressibleByIntegerLiteral {
    /// A literal without a point is an ``int(_:)``.
    public init(integerLiteral value: Int64) {
        self = .int(value)
    }
}

extension DynamicValue: ExpressibleByFloatLiteral {
    /// A literal with a point is a ``double(_:)``, `1.0` too.
    public init(floatLiteral value: Double) {
        self = .double(value)
    }
}

extension DynamicValue: ExpressibleByStringInterpolation {
    /// A text, with interpolations or without.
    public init(stringLiteral value: String) {
        self = .string(value)
    }
}

extension DynamicValue: ExpressibleByArrayLiteral {
    /// A list.
    public init(arrayLiteral elements: DynamicValue...) {
        self = .array(elements)
    }
}

extension DynamicValue: ExpressibleByDictionaryLiteral {
    /// An object; of a name that occurs twice, the last value stays.
    public init(dictionaryLiteral elements: (String, DynamicValue)...) {
        self = .object(DynamicObject(elements))
    }
}
