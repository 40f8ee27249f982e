/// The typed values that plugins publish on a session or a response.
///
/// A value type: a copy is independent of its original, so parallel attempts of one call do not see each other's.
public struct Attributes: Sendable {
    @usableFromInline
    struct Entry: Sendable {
        @usableFromInline let key: any AttributeKey.Type
        @usableFromInline let box: any AttributeBox

        @inlinable
        init(key: any AttributeKey.Type, box: any AttributeBox) {
            self.key = key
            self.box = box
        }
    }

    // A call has a handful of attributes: a scan of an array is faster than hashing, and empty costs nothing.
    @usableFromInline var entries: [Entry] = []

    /// Creates a collection without values.
    public init() {}

    /// The value of a key, or `nil` where nobody has set it.
    @inlinable
    public subscript<Key: AttributeKey>(key: Key.Type) -> Key.Value? {
        get {
            for entry in entries where entry.key == key { return (entry.box as? AttributeValue<Key.Value>)?.value }
            return nil
        }
        set {
            let index = entries.firstIndex { $0.key == key }
            if let newValue {
                let entry = Entry(key: key, box: AttributeValue(newValue))
                if let index { return entries[index] = entry }
                if entries.isEmpty { entries.reserveCapacity(4) }
                entries.append(entry)
            } else if let index {
                entries.remove(at: index)
            }
        }
    }

    /// Whether there is no value at all.
    public var isEmpty: Bool { entries.isEmpty }

    /// Every value whose key is not hidden, with the name of its key, in the order in which the keys were first set: what a
    /// log records.
    public var named: [(name: String, value: any Sendable)] {
        entries.filter { !$0.key.isHidden }.map { ($0.key.name, $0.box.anyValue) }
    }
}

/// A value behind a reference: testing a reference for its class is several times cheaper than casting an existential.
@usableFromInline
protocol AttributeBox: AnyObject, Sendable {
    var anyValue: any Sendable { get }
}

@usableFromInline
final class AttributeValue<Value: Sendable>: AttributeBox {
    @usableFromInline let value: Value

    @inlinable
    init(_ value: Value) {
        self.value = value
    }

    @usableFromInline var anyValue: any Sendable { value }
}
