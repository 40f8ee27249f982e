extension DynamicValue {
    /// The member of this name; ``null`` where there is none, or where the value is no object.
    public subscript(name: String) -> DynamicValue {
        guard case .object(let members) = self else { return .null }
        return members[name] ?? .null
    }

    /// The element at this index, counted from 0; ``null`` where there is none, or where the value is no list.
    public subscript(index: Int) -> DynamicValue {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return .null }
        return elements[index]
    }

    /// The number of elements of a list, of members of an object, or of bytes; 0 for any other kind.
    public var count: Int {
        switch self {
        case .array(let elements): elements.count
        case .object(let members): members.count
        case .bytes(let bytes): bytes.count
        default: 0
        }
    }

    /// Whether the value is ``null``, which a missing one is as well.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The truth value, or `nil` where this is none. No number and no text counts as one.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The number where it is whole and fits an `Int`, `1.0` too; otherwise `nil`. No text counts as a number.
    public var int: Int? { integer(Int.self) }

    /// The number, rounded to the nearest `Double`; `nil` where this is none, or one beyond the range of `Double`.
    /// No text counts as a number.
    public var double: Double? {
        switch self {
        case .double(let value): value
        case .int(let value): Double(value)
        case .number(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }

    /// The text, or `nil` where this is none.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The bytes of a ``bytes(_:)``, or `nil` where this is none. A base64 text stays a text.
    public var bytes: [UInt8]? {
        if case .bytes(let value) = self { value } else { nil }
    }

    /// The elements, or `nil` where this is no list.
    public var array: [DynamicValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members, or `nil` where this is no object.
    public var object: DynamicObject? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The number as an integer of this type, where nothing is lost by it.
    func integer<Integer: FixedWidthInteger>(_: Integer.Type) -> Integer? {
        switch self {
        case .int(let value): Integer(exactly: value)
        case .double(let value): Integer(exactly: value)
        case .number(let text): Integer(text)
        default: nil
        }
    }
}
