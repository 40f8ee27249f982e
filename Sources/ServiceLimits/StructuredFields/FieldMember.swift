/// Keys with values, in the order in which the keys first occurred; the last value of a key holds (RFC 9651 §4.2.2, §4.2.3.2).
struct OrderedFields<Value: Hashable & Sendable>: Hashable, Sendable {
    private(set) var keys: [String] = []
    private var values: [String: Value] = [:]

    subscript(key: String) -> Value? {
        get { values[key] }
        set {
            guard let newValue else { return }
            if values.updateValue(newValue, forKey: key) == nil { keys.append(key) }
        }
    }
}

/// The parameters of an item or an inner list (RFC 9651 §3.1.2).
typealias FieldParameters = OrderedFields<BareItem>

/// A value with its parameters (RFC 9651 §3.3).
struct FieldItem: Hashable, Sendable {
    var value: BareItem
    var parameters = FieldParameters()
}

/// A member of a list or a dictionary (RFC 9651 §3.1, §3.2).
enum FieldMember: Hashable, Sendable {
    case item(FieldItem)
    case innerList([FieldItem], parameters: FieldParameters)
}
