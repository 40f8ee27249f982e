/// Named parameters in order: the variables of a path, the items of a query.
///
/// A literal takes variables, optionals, arrays and `nil`:
///
/// ```swift
/// var parameters: Parameters = ["page": page, "tags": ["a", "b"], "q": nil]
/// parameters["page"] = 3     // replaces the value, in its place
/// parameters["tags"] = .null // stays as "no value", which takes the value away in a merge
/// parameters["q"] = nil      // no parameter of this name
/// ```
///
/// A name occurs once. There are few parameters in a request, so a name is found by looking at one after the other.
public struct Parameters: Hashable, Sendable {
    @usableFromInline
    struct Entry: Hashable, Sendable {
        @usableFromInline let name: String
        @usableFromInline var value: ParameterValue
    }

    @usableFromInline private(set) var entries: [Entry] = []

    /// Creates a collection without parameters.
    public init() {}

    /// Creates parameters from names with values; a name that occurs again is treated as in ``append(_:_:)``.
    public init(_ pairs: some Sequence<(String, some ParameterConvertible)>) {
        for (name, value) in pairs { append(name, value) }
    }

    /// The value of the parameter of this name, `nil` where there is none.
    ///
    /// Setting a value puts it in the place of the old one, or behind all others; setting `nil` removes the parameter.
    /// ``ParameterValue/null`` is a value here.
    public subscript(name: String) -> ParameterValue? {
        get {
            for index in entries.indices where entries[index].name == name { return entries[index].value }
            return nil
        }
        set {
            let index = entries.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): entries[index].value = value
            case (let index?, nil): entries.remove(at: index)
            case (nil, let value?): entries.append(Entry(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Adds a value. If the parameter has one already, both become one list; `nil` adds nothing to a value that
    /// is there, and otherwise stands as ``ParameterValue/null``.
    public mutating func append(_ name: String, _ value: (any ParameterConvertible)?) {
        let added = value?.parameterValue ?? .null
        guard let index = entries.firstIndex(where: { $0.name == name }) else {
            return entries.append(Entry(name: name, value: added))
        }
        switch (entries[index].value, added) {
        case (_, .null): break
        case (.null, _): entries[index].value = added
        case (.pairs(let old), .pairs(let new)): entries[index].value = .pairs(old + new)
        case (let old, let new): entries[index].value = ParameterValue(members: [old, new])
        }
    }

    /// Puts every value of other parameters in the place of the one of the same name here; new names follow behind.
    ///
    /// ``ParameterValue/null`` replaces a value as any other does, and stays: so a higher level can take away
    /// what a lower one set.
    public mutating func merge(_ other: Parameters) {
        if entries.isEmpty { return self = other }
        entries.reserveCapacity(entries.count + other.entries.count)
        for entry in other.entries { self[entry.name] = entry.value }
    }

    /// The parameters after ``merge(_:)``.
    public func merging(_ other: Parameters) -> Parameters {
        var merged = self
        merged.merge(other)
        return merged
    }

    /// Removes the parameter of this name and returns its value; `nil` where there was none.
    @discardableResult
    public mutating func removeValue(for name: String) -> ParameterValue? {
        guard let index = entries.firstIndex(where: { $0.name == name }) else { return nil }
        return entries.remove(at: index).value
    }

    /// The names, in order.
    public var names: [String] { entries.map(\.name) }
}

extension Parameters: RandomAccessCollection {
    /// The position of the first parameter.
    @inlinable public var startIndex: Int { entries.startIndex }
    /// The position behind the last parameter.
    @inlinable public var endIndex: Int { entries.endIndex }
    /// The parameter at a position.
    @inlinable
    public subscript(position: Int) -> (name: String, value: ParameterValue) {
        (entries[position].name, entries[position].value)
    }
}

extension Parameters: ExpressibleByDictionaryLiteral {
    /// Creates parameters from a literal. The values of a name that occurs again are added as in ``append(_:_:)``:
    /// `["tag": "a", "tag": "b"]` is `["tag": ["a", "b"]]`.
    public init(dictionaryLiteral elements: (String, (any ParameterConvertible)?)...) {
        for (name, value) in elements { append(name, value) }
    }
}
