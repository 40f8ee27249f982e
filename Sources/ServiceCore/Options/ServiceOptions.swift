/// The options of one call, merged from the client, the endpoint and the call.
public struct ServiceOptions: Sendable {
    @usableFromInline
    struct Entry: Sendable {
        @usableFromInline let key: ObjectIdentifier
        @usableFromInline var box: any OptionBox
        @usableFromInline var level: OptionLevel
    }

    @usableFromInline private(set) var entries: [Entry] = []

    init() {}

    /// The merged value of an option, or `nil` where no level gives one.
    @inlinable
    public subscript<Key: ServiceOptionKey>(key: Key.Type) -> Key.Value? {
        let identifier = ObjectIdentifier(key)
        for entry in entries where entry.key == identifier {
            return (entry.box as? OptionValue<Key>)?.value
        }
        return nil
    }

    /// The strongest level that gave a value for an option, or `nil` where none did.
    @inlinable
    public func level<Key: ServiceOptionKey>(of key: Key.Type) -> OptionLevel? {
        let identifier = ObjectIdentifier(key)
        return entries.first { $0.key == identifier }?.level
    }

    /// Every option that has a value: its name, the strongest level that gave one, and the merged value.
    public var named: [(name: String, level: OptionLevel, value: any Sendable)] {
        entries.map { ($0.box.name, $0.level, $0.box.anyValue) }
    }

    mutating func reserveCapacity(_ count: Int) {
        entries.reserveCapacity(count)
    }

    mutating func merge(_ box: any OptionBox, level: OptionLevel) {
        let key = box.key
        if let index = entries.firstIndex(where: { $0.key == key }) {
            entries[index].box = entries[index].box.merged(with: box)
            entries[index].level = level
        } else {
            entries.append(Entry(key: key, box: box, level: level))
        }
    }
}
