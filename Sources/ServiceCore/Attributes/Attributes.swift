/// The typed values that plugins publish on a session or a response.
///
/// A value type: a copy is independent of its original, so parallel attempts of one call do not see each other's.
public struct Attributes: Sendable {
    private struct Entry: Sendable {
        let key: ObjectIdentifier
        let box: any AttributeBox
    }

    // A call has a handful of attributes: a scan of an array is faster than hashing, and empty costs nothing.
    private var entries: [Entry] = []

    /// Creates a collection without values.
    public init() {}

    /// The value of a key, or `nil` where nobody has set it.
    public subscript<Key: AttributeKey>(key: Key.Type) -> Key.Value? {
        get {
            let identifier = ObjectIdentifier(key)
            for entry in entries where entry.key == identifier {
                return (entry.box as? Box<Key>)?.value
            }
            return nil
        }
        set {
            let identifier = ObjectIdentifier(key)
            let index = entries.firstIndex { $0.key == identifier }
            switch (newValue, index) {
            case (nil, nil): break
            case (nil, let index?): entries.remove(at: index)
            case (let value?, nil): entries.append(Entry(key: identifier, box: Box<Key>(value)))
            case (let value?, let index?): entries[index] = Entry(key: identifier, box: Box<Key>(value))
            }
        }
    }

    /// Whether there is no value at all.
    public var isEmpty: Bool { entries.isEmpty }

    /// Every value with the name of its key, in the order in which the keys were first set: what a log records.
    public var named: [(name: String, value: any Sendable)] {
        entries.map { ($0.box.name, $0.box.anyValue) }
    }
}

/// A value behind a reference: testing a reference for its class is several times cheaper than casting an existential.
private protocol AttributeBox: AnyObject, Sendable {
    var name: String { get }
    var anyValue: any Sendable { get }
}

private final class Box<Key: AttributeKey>: AttributeBox {
    let value: Key.Value

    init(_ value: Key.Value) {
        self.value = value
    }

    var name: String { Key.name }
    var anyValue: any Sendable { value }
}
