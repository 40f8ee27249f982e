/// One attribute, and those that were set before it.
// Unchecked: a node changes only while one collection holds it and all that leads to it, and exclusive access to that collection is checked by
// the compiler.
@usableFromInline
class AttributeNode: @unchecked Sendable {
    @safe @exclusivity(unchecked) @usableFromInline final var earlier: AttributeNode?

    @usableFromInline
    init(earlier: AttributeNode?) {
        self.earlier = earlier
    }

    var name: String { "" }
    var isHidden: Bool { true }
    var anyValue: any Sendable { () }

    /// The same attribute, after others.
    @usableFromInline
    func copy(earlier: AttributeNode?) -> AttributeNode { AttributeNode(earlier: earlier) }
}

/// The attribute of a key. Its class tells the key: to test a reference for its class costs next to nothing.
@usableFromInline
final class AttributeValue<Key: AttributeKey>: AttributeNode, @unchecked Sendable {
    @safe @exclusivity(unchecked) @usableFromInline var value: Key.Value

    @inlinable
    init(_ value: Key.Value, earlier: AttributeNode?) {
        self.value = value
        super.init(earlier: earlier)
    }

    override var name: String { Key.name }
    override var isHidden: Bool { Key.isHidden }
    override var anyValue: any Sendable { value }

    @usableFromInline
    override func copy(earlier: AttributeNode?) -> AttributeNode { AttributeValue(value, earlier: earlier) }
}

extension AttributeNode {
    @inlinable
    static func find<Key: AttributeKey>(_ key: Key.Type, from last: AttributeNode?) -> AttributeValue<Key>? {
        var node = last
        while let present = node {
            if let match = present as? AttributeValue<Key> { return match }
            node = present.earlier
        }
        return nil
    }

    /// Changes the value of a key in place, if there is one and nobody else sees it.
    @inlinable
    static func replace<Key: AttributeKey>(
        _ key: Key.Type,
        with value: Key.Value,
        from last: inout AttributeNode?
    ) -> Bool {
        guard isKnownUniquelyReferenced(&last), let node = last else { return false }
        if let match = node as? AttributeValue<Key> {
            match.value = value
            return true
        }
        return replace(key, with: value, from: &node.earlier)
    }

    /// The list with another value for a key that it has.
    @inlinable
    func replacing<Key: AttributeKey>(_ key: Key.Type, with value: Key.Value) -> AttributeNode {
        self is AttributeValue<Key>
            ? AttributeValue<Key>(value, earlier: earlier)
            : copy(earlier: earlier?.replacing(key, with: value))
    }

    /// The list without a key.
    @inlinable
    func removing<Key: AttributeKey>(_ key: Key.Type) -> AttributeNode? {
        self is AttributeValue<Key> ? earlier : copy(earlier: earlier?.removing(key))
    }
}
