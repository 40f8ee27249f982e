/// A value that can stand in a path or a query.
///
/// | type | value |
/// |---|---|
/// | texts, characters | the text |
/// | integers | decimal digits |
/// | `Double`, `Float` | the shortest digits that read back as the same number: `2`, `0.1`, `1000000`. From 10²¹ on and below 10⁻⁶ with an exponent, as ECMAScript and RFC 8785 do; otherwise `nan`, `inf`, `-inf` |
/// | `Bool` | `true`, `false` |
/// | `Optional` | the value, or ``ParameterValue/null`` |
/// | `Array` | a list, see ``ParameterValue/init(members:)`` |
/// | `Dictionary`, `KeyValuePairs` | pairs, see ``ParameterValue/init(named:)``; a dictionary's are sorted by name |
///
/// An enumeration with raw values needs only to say that it conforms:
///
/// ```swift
/// enum Order: String, ParameterConvertible { case ascending = "asc", descending = "desc" }
/// ```
public protocol ParameterConvertible: Sendable {
    /// The value, not encoded.
    var parameterValue: ParameterValue { get }
}

extension ParameterConvertible where Self: RawRepresentable, RawValue: ParameterConvertible {
    /// The value of the raw value.
    public var parameterValue: ParameterValue { rawValue.parameterValue }
}

extension ParameterConvertible where Self: StringProtocol {
    /// The text.
    public var parameterValue: ParameterValue { .string(String(self)) }
}

extension ParameterConvertible where Self: FixedWidthInteger {
    /// The decimal digits.
    public var parameterValue: ParameterValue { .string(String(self)) }
}

extension ParameterValue: ParameterConvertible {
    /// The value itself.
    public var parameterValue: ParameterValue { self }
}

extension String: ParameterConvertible {}
extension Substring: ParameterConvertible {}
extension Int: ParameterConvertible {}
extension Int8: ParameterConvertible {}
extension Int16: ParameterConvertible {}
extension Int32: ParameterConvertible {}
extension Int64: ParameterConvertible {}
extension Int128: ParameterConvertible {}
extension UInt: ParameterConvertible {}
extension UInt8: ParameterConvertible {}
extension UInt16: ParameterConvertible {}
extension UInt32: ParameterConvertible {}
extension UInt64: ParameterConvertible {}
extension UInt128: ParameterConvertible {}

extension Character: ParameterConvertible {
    /// The character as a text.
    public var parameterValue: ParameterValue { .string(String(self)) }
}

extension Bool: ParameterConvertible {
    /// `true` or `false`.
    public var parameterValue: ParameterValue { .string(self ? "true" : "false") }
}

extension Double: ParameterConvertible {
    /// The shortest digits that read back as the same number.
    public var parameterValue: ParameterValue { .string(decimalText) }
}

extension Float: ParameterConvertible {
    /// The shortest digits that read back as the same number.
    public var parameterValue: ParameterValue { .string(decimalText) }
}

extension Optional: ParameterConvertible where Wrapped: ParameterConvertible {
    /// The value, or ``ParameterValue/null``.
    public var parameterValue: ParameterValue { self?.parameterValue ?? .null }
}

extension Array: ParameterConvertible where Element: ParameterConvertible {
    /// A list, see ``ParameterValue/init(members:)``.
    public var parameterValue: ParameterValue { ParameterValue(members: lazy.map(\.parameterValue)) }
}

extension Dictionary: ParameterConvertible where Key == String, Value: ParameterConvertible {
    /// Pairs, sorted by name, see ``ParameterValue/init(named:)``.
    public var parameterValue: ParameterValue {
        ParameterValue(named: sorted { $0.key < $1.key }.map { ($0.key, $0.value.parameterValue) })
    }
}

extension KeyValuePairs: ParameterConvertible where Key == String, Value: ParameterConvertible {
    /// Pairs in their order, see ``ParameterValue/init(named:)``.
    public var parameterValue: ParameterValue {
        ParameterValue(named: map { ($0.key, $0.value.parameterValue) })
    }
}
