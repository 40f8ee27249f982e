/// The members of an object: values by name, in the order in which they were added.
///
/// A name occurs once. Names are the same when their UTF-8 is, as JSON asks (RFC 8259 §8.3); `String` would take
/// `"é"` and `"e\u{301}"` for one. Two objects are equal when they have the same members in any order.
///
/// A lookup compares names one after the other while there are few of them, and uses a hash table from 17 on.
public struct DynamicObject: Sendable {
    /// A member.
    public typealias Element = (key: String, value: DynamicValue)

    /// The largest number of members without a hash table.
    static let linearLimit = 16

    /// A member as it is stored; a struct, for arrays of tuples are slower.
    struct Member {
        let name: String
        var value: DynamicValue
    }

    private var members: [Member]

    /// The position of every name, or nothing while there are few members.
    private var positions: [Name: Int]

    /// Creates an object without members.
    public init() {
        members = []
        positions = Dictionary()
    }

    /// Creates an object; a name that occurs again has the last value, in the place of the first.
    public init(_ elements: some Sequence<(String, DynamicValue)>) {
        self.init()
        reserveCapacity(elements.underestimatedCount)
        for (name, value) in elements { updateValue(value, forKey: name) }
    }

    /// Takes members as they were read; a name that occurs again has the last value, in the place of the first.
    init(_ members: consuming [Member]) {
        self.members = members
        positions = Dictionary()
        if self.members.count > Self.linearLimit { indexMembers() }
        if hasRepeatedName { self = DynamicObject(map { ($0.key, $0.value) }) }
    }

    /// Whether a name occurs twice, as it may in members that were read.
    private var hasRepeatedName: Bool {
        if members.count > Self.linearLimit { return positions.count < members.count }
        var filter = NameFilter()
        for index in members.indices where !filter.insert(members[index].name) {
            if position(of: members[index].name) != index { return true }
        }
        return false
    }

    /// Reserves room for this many members in all.
    public mutating func reserveCapacity(_ count: Int) {
        members.reserveCapacity(count)
    }

    /// The value of a member, or `nil` where there is none of this name; a member that is null gives
    /// ``DynamicValue/null``.
    ///
    /// Setting a value puts it in the place of the old one, or behind all others; setting `nil` removes the member, which
    /// takes time in proportion to their number.
    public subscript(name: String) -> DynamicValue? {
        get { position(of: name).map { members[$0].value } }
        set {
            if let newValue { updateValue(newValue, forKey: name) } else { removeValue(forKey: name) }
        }
    }

    /// The names, in order.
    public var keys: [String] { members.map(\.name) }

    /// The values, in order.
    public var values: [DynamicValue] { members.map(\.value) }

    /// Sets the value of a member and gives the old one, if there was one.
    @discardableResult
    public mutating func updateValue(_ value: DynamicValue, forKey name: String) -> DynamicValue? {
        guard let position = position(of: name) else {
            append(value, forNewKey: name)
            return nil
        }
        defer { members[position].value = value }
        return members[position].value
    }

    /// Removes a member and gives its value, if there was one.
    @discardableResult
    public mutating func removeValue(forKey name: String) -> DynamicValue? {
        guard let position = position(of: name) else { return nil }
        let value = members.remove(at: position).value
        positions = Dictionary()
        if members.count > Self.linearLimit { indexMembers() }
        return value
    }

    /// The value of a member that probably is at this position.
    func value(of name: String, near position: Int) -> DynamicValue? {
        Name(text: members[position].name) == Name(text: name) ? members[position].value : self[name]
    }

    /// Adds a member whose name is known to be new.
    mutating func append(_ value: DynamicValue, forNewKey name: String) {
        members.append(Member(name: name, value: value))
        if members.count <= Self.linearLimit { return }
        if positions.isEmpty { indexMembers() } else { positions[Name(text: name)] = members.count - 1 }
    }

    /// The same members, sorted by the UTF-8 of their names.
    func sortedByName() -> DynamicObject {
        var sorted = self
        sorted.members.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        if !positions.isEmpty { sorted.indexMembers() }
        return sorted
    }

    private mutating func indexMembers() {
        positions.reserveCapacity(members.count * 2)
        for (position, member) in members.enumerated() { positions[Name(text: member.name)] = position }
    }

    private func position(of name: String) -> Int? {
        if members.count > Self.linearLimit { return positions[Name(text: name)] }
        return members.firstIndex { Name(text: $0.name) == Name(text: name) }
    }
}

extension DynamicObject {
    /// A name, compared and hashed by its UTF-8.
    private struct Name: Hashable {
        let text: String

        /// Not the hash of the text: that is the same for texts which differ in their Unicode normalization alone, and a body with
        /// thousands of such names would take minutes.
        func hash(into hasher: inout Hasher) {
            var text = text
            // The buffer is read inside the closure and nowhere else.
            text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }

        static func == (left: Self, right: Self) -> Bool {
            // Equal UTF-8 is equal text, and the comparison of texts is the faster one.
            left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
        }
    }
}

/// Tells most names that are new in an object without comparing them with the others.
private struct NameFilter {
    private var seen: UInt64 = 0

    /// Notes a name, and whether it is certainly new.
    mutating func insert(_ name: String) -> Bool {
        let bytes = name.utf8
        let ends = UInt64(bytes.first ?? 0) << 8 | UInt64(bytes.last ?? 0)
        let hash = (UInt64(truncatingIfNeeded: bytes.count) << 16 | ends) &* 0x9E37_79B9_7F4A_7C15
        let bit: UInt64 = 1 << (hash >> 58)
        defer { seen |= bit }
        return seen & bit == 0
    }
}

extension DynamicObject: RandomAccessCollection {
    /// The position of the first member.
    public var startIndex: Int { members.startIndex }
    /// The position behind the last member.
    public var endIndex: Int { members.endIndex }
    /// The member at a position.
    public subscript(position: Int) -> Element {
        let member = members[position]
        return (member.name, member.value)
    }
}

extension DynamicObject: Hashable {
    /// Compares the members without regard to their order.
    public static func == (left: Self, right: Self) -> Bool {
        DynamicValue.object(left) == .object(right)
    }

    /// Hashes the members without regard to their order.
    public func hash(into hasher: inout Hasher) {
        DynamicValue.object(self).hash(into: &hasher)
    }
}

extension DynamicObject: ExpressibleByDictionaryLiteral {
    /// Creates an object; of a name that occurs twice, the last value stays.
    public init(dictionaryLiteral elements: (String, DynamicValue)...) {
        self.init(elements)
    }
}

extension DynamicObject: CustomStringConvertible {
    /// The object as compact JSON.
    public var description: String { DynamicValue.object(self).description }
}
