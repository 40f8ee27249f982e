import ServiceCore

/// A value of an attribute or an option as a record has it: numbers and truth values as such, anything else as text, secrets masked
/// by the names under which they stand.
struct LogValue {
    let masking: Masking
    /// How many bytes may still be told.
    private var remaining = RecordLimits.value

    /// The most members of one list or object.
    static let maximumCount = 32
    /// How deep lists and objects are followed.
    static let maximumDepth = 4

    private static let rest = DynamicValue.string("…")

    init(masking: Masking) {
        self.masking = masking
    }

    /// The value that stands under a name.
    func make(_ value: Any, named name: String) -> DynamicValue {
        // Each value has all the room for itself.
        var copy = self
        return copy.member(value, named: name, depth: 0)
    }

    private mutating func member(_ value: Any, named name: String, depth: Int) -> DynamicValue {
        masking.isSecret(name) ? .string(Redaction.mask) : make(value, depth: depth)
    }

    private mutating func make(_ value: Any, depth: Int) -> DynamicValue {
        if remaining <= 0 { return Self.rest }
        remaining -= 8
        return switch value {
        case let value as Bool: .bool(value)
        case let value as any BinaryInteger: DynamicValue(value)
        case let value as any BinaryFloatingPoint: number(Double(value))
        case let value as Duration: number(value / .seconds(1))
        case let value as ServiceClock.Instant: number(value.offset / .seconds(1))
        case let value as String: text(value)
        case let value as DynamicValue: dynamic(value, depth: depth)
        case let value as HeaderFields: object(value.lazy.map { ($0.name.rawValue, $0.value) }, depth: depth)
        case let value as Parameters: object(value.lazy.map { ($0.name, $0.value) }, depth: depth)
        case let value as ParameterValue: parameter(value, depth: depth)
        case let value as [UInt8]: .string("\(value.count) bytes")
        default: reflected(value, depth: depth)
        }
    }

    private func number(_ value: Double) -> DynamicValue {
        value.isFinite ? .double(value) : .string("\(value)")
    }

    private mutating func text(_ value: String) -> DynamicValue {
        let text = masking.text(value, limit: min(RecordLimits.text, remaining))
        remaining -= text.utf8.count
        return .string(text)
    }

    private mutating func dynamic(_ value: DynamicValue, depth: Int) -> DynamicValue {
        switch value {
        case .object(let members): object(members.lazy.map { ($0.key, $0.value) }, depth: depth)
        case .array(let elements): list(elements, depth: depth)
        case .string(let value): text(value)
        case .bytes(let value): .string("\(value.count) bytes")
        case .double(let value): number(value)
        case .number(let value): text(value)
        case .null, .bool, .int: value
        }
    }

    private mutating func parameter(_ value: ParameterValue, depth: Int) -> DynamicValue {
        switch value {
        case .null: .null
        case .string(let value): text(value)
        case .list(let members): list(members, depth: depth)
        case .pairs(let pairs): object(pairs.lazy.map { ($0.name, $0.value) }, depth: depth)
        }
    }

    /// A value of a type that is not known: by its own description, or else by its parts, so that secrets among them are masked.
    private mutating func reflected(_ value: Any, depth: Int) -> DynamicValue {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            return mirror.children.first.map { make($0.value, depth: depth) } ?? .null
        case .collection, .set:
            return list(mirror.children.lazy.map(\.value), depth: depth)
        case .dictionary:
            let pairs = mirror.children.lazy.map { pair in
                let parts = Mirror(reflecting: pair.value).children.map(\.value)
                return (String(describing: parts.first ?? ""), parts.last ?? "")
            }
            return object(pairs, depth: depth)
        case .class where !(value is any CustomStringConvertible):
            return .string(String(describing: type(of: value)))
        default:
            if let value = value as? any CustomStringConvertible { return text(value.description) }
            if mirror.children.isEmpty { return text(String(describing: value)) }
            return object(mirror.children.lazy.map { ($0.label ?? "", $0.value) }, depth: depth)
        }
    }

    private mutating func list<Element>(_ elements: some Sequence<Element>, depth: Int) -> DynamicValue {
        if depth == Self.maximumDepth { return Self.rest }
        var list: [DynamicValue] = []
        for element in elements {
            if list.count == Self.maximumCount || remaining <= 0 {
                list.append(Self.rest)
                break
            }
            list.append(make(element, depth: depth + 1))
        }
        return .array(list)
    }

    private mutating func object<Value>(_ members: some Sequence<(String, Value)>, depth: Int) -> DynamicValue {
        if depth == Self.maximumDepth { return Self.rest }
        var object = DynamicObject()
        var count = 0
        for (name, value) in members {
            if count == Self.maximumCount || remaining <= 0 {
                object["…"] = Self.rest
                break
            }
            count += 1
            let value = member(value, named: name, depth: depth + 1)
            let shown = Redaction.line(name.cut(to: RecordLimits.name))
            remaining -= shown.utf8.count
            // A name that occurs twice, as that of a header field may, has both values.
            object[shown] =
                object[shown].map { old in
                    if case .array(let values) = old { return .array(values + [value]) }
                    return .array([old, value])
                } ?? value
        }
        return .object(object)
    }
}
