/// The header fields of a request or a response, in the order in which they were added.
///
/// A name may occur more than once, and every occurrence is kept (`Set-Cookie` must not be joined, RFC 9110 §5.3).
///
/// ```swift
/// var headers: HeaderFields = ["accept": "application/json"]
/// headers["x-api-key"] = key          // one field of this name, whatever there was before
/// headers.append("set-cookie", "a=1") // one more field of this name
/// headers["accept"] = nil             // no field of this name
/// ```
public struct HeaderFields: Hashable, Sendable {
    @usableFromInline private(set) var fields: [HeaderField]

    /// Creates a collection without fields.
    public init() {
        fields = []
    }

    /// Creates a collection of these fields, in this order.
    public init(_ fields: some Sequence<HeaderField>) {
        self.fields = Array(fields)
    }

    /// The value of the field of this name; the values of several fields are joined with `, ` (RFC 9110 §5.2),
    /// those of `Cookie` with `; ` (RFC 9113 §8.2.3).
    ///
    /// Setting a value puts one field in the place of the first that has the name and removes the others; setting
    /// `nil` removes them all.
    public subscript(name: HeaderField.Name) -> String? {
        get {
            guard let first = index(of: name) else { return nil }
            var value = fields[first].value
            var next = index(of: name, from: first + 1)
            while let index = next {
                value += name == .cookie ? "; " : ", "
                value += fields[index].value
                next = self.index(of: name, from: index + 1)
            }
            return value
        }
        set {
            guard let newValue else { return fields.removeAll { $0.name == name } }
            guard let first = index(of: name) else { return fields.append(HeaderField(name: name, value: newValue)) }
            fields[first] = HeaderField(name: name, value: newValue)
            while let index = index(of: name, from: first + 1) { fields.remove(at: index) }
        }
    }

    /// The values of every field of this name, in order.
    public func values(_ name: HeaderField.Name) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    /// Whether there is a field of this name.
    public func contains(_ name: HeaderField.Name) -> Bool {
        index(of: name) != nil
    }

    private func index(of name: HeaderField.Name, from start: Int = 0) -> Int? {
        // By index, so that no field is copied.
        (start..<fields.count).first { fields[$0].name == name }
    }

    /// Adds a field behind all others, whether or not the name occurs already.
    public mutating func append(_ name: HeaderField.Name, _ value: String) {
        fields.append(HeaderField(name: name, value: value))
    }

    /// Reserves room for this many fields in all.
    public mutating func reserveCapacity(_ count: Int) {
        fields.reserveCapacity(count)
    }
}

extension HeaderFields: RandomAccessCollection {
    /// The position of the first field.
    @inlinable public var startIndex: Int { fields.startIndex }
    /// The position behind the last field.
    @inlinable public var endIndex: Int { fields.endIndex }
    /// The field at a position.
    @inlinable public subscript(position: Int) -> HeaderField { fields[position] }
}

extension HeaderFields: ExpressibleByDictionaryLiteral {
    /// Creates fields from a literal; a name that occurs twice makes two fields.
    public init(dictionaryLiteral elements: (HeaderField.Name, String)...) {
        fields = elements.map { HeaderField(name: $0.0, value: $0.1) }
    }
}
