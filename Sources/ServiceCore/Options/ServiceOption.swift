/// A value for one option, as an endpoint or a call gives it.
///
/// Plugins publish theirs as static functions, so that a place that takes options reads
/// `.timeout(.seconds(2)), .headers(["accept": "text/csv"])`.
public struct ServiceOption: Sendable {
    @usableFromInline let box: any OptionBox

    /// Creates a value for an option.
    @inlinable
    public init<Key: ServiceOptionKey>(_ key: Key.Type, _ value: Key.Value) {
        box = OptionValue<Key>(value)
    }

    /// The name of the option.
    public var name: String { box.name }

    /// The value, if it is one of this key.
    @inlinable
    public func value<Key: ServiceOptionKey>(for key: Key.Type) -> Key.Value? {
        (box as? OptionValue<Key>)?.value
    }
}

/// A value with its key behind a reference: testing a reference for its class is cheaper than casting an existential.
@usableFromInline
protocol OptionBox: AnyObject, Sendable {
    var key: ObjectIdentifier { get }
    var name: String { get }
    var anyValue: any Sendable { get }
    /// This value merged with one of the same key and a stronger level.
    func merged(with stronger: any OptionBox) -> any OptionBox
}

@usableFromInline
final class OptionValue<Key: ServiceOptionKey>: OptionBox {
    @usableFromInline let value: Key.Value

    @inlinable
    init(_ value: Key.Value) {
        self.value = value
    }

    @usableFromInline var key: ObjectIdentifier { ObjectIdentifier(Key.self) }
    @usableFromInline var name: String { Key.name }
    @usableFromInline var anyValue: any Sendable { value }

    @inlinable
    func merged(with stronger: any OptionBox) -> any OptionBox {
        guard let stronger = stronger as? OptionValue<Key> else { return self }
        return OptionValue(Key.merge(value, stronger.value))
    }
}
