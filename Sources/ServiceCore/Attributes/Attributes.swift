/// The typed values that plugins publish on a session or a response.
///
/// A value type: a copy is independent of its original, so parallel attempts of one call do not see each other's.
public struct Attributes: Sendable {
    // A call has a handful of attributes: a walk along a list is faster than hashing, one more is one allocation, and a copy is one reference.
    @usableFromInline var last: AttributeNode?

    /// Creates a collection without values.
    public init() {}

    /// The value of a key, or `nil` where nobody has set it.
    @inlinable
    public subscript<Key: AttributeKey>(key: Key.Type) -> Key.Value? {
        get { AttributeNode.find(key, from: last)?.value }
        set {
            guard let newValue else {
                if AttributeNode.find(key, from: last) != nil { last = last?.removing(key) }
                return
            }
            if AttributeNode.replace(key, with: newValue, from: &last) { return }
            last =
                AttributeNode.find(key, from: last) == nil
                ? AttributeValue<Key>(newValue, earlier: last) : last?.replacing(key, with: newValue)
        }
    }

    /// Whether there is no value at all.
    public var isEmpty: Bool { last == nil }

    /// Every value whose key is not hidden, with the name of its key, in the order in which the keys were first set: what a
    /// log records.
    public var named: [(name: String, value: any Sendable)] {
        var values: [(name: String, value: any Sendable)] = []
        var node = last
        while let present = node {
            if !present.isHidden { values.append((present.name, present.anyValue)) }
            node = present.earlier
        }
        values.reverse()
        return values
    }
}
