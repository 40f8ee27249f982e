import ServiceCore

/// A value of an attribute or an option as a record has it: numbers and truth values as such, anything else as text, secrets masked
/// by the names under which they stand.
struct LogValue {
    let masking: Masking

    /// The most bytes of one text.
    static let maximumLength = 1024
    /// The most members of one list or object.
    static let maximumCount = 32
    /// How deep lists and objects are followed.
    static let maximumDepth = 4

    /// The value that stands under a name.
    func make(_ value: Any, named name: String, depth: Int = 0) -> DynamicValue {
        masking.isSecret(name) ? .string(Redaction.mask) : make(value, depth: depth)
    }

    private func make(_ value: Any, depth: Int) -> DynamicValue {
        switch value {
        case let value as Bool: .bool(value)
        case let value as any BinaryInteger: DynamicValue(value)
        case let value as any BinaryFloatingPoint: number(Double(value))
        case let value as Duration: number(value / .seconds(1))
        case let value as ServiceClock.Instant: number(value.offset / .seconds(1))
        case let value as String: text(value)
        case let value as DynamicValue: dynamic(value, depth: depth)
        case let value as HeaderFields: object(value.map { ($0.name.rawValue, $0.value) }, depth: depth)
        case let value as Parameters: object(value.map { ($0.name, $0.value) }, depth: depth)
        case let value as ParameterValue: parameter(value, depth: depth)
        case let value as [UInt8]: .string("\(value.count) bytes")
        default: reflected(value, depth: depth)
        }
    }

    private func number(_ value: Double) -> DynamicValue {
        value.isFinite ? .double(value) : .string("\(value)")
    }

    private func text(_ value: String) -> DynamicValue {
        .string(masking.text(value, limit: Self.maximumLength))
    }

    private func dynamic(_ value: DynamicValue, depth: Int) -> DynamicValue {
        switch value {
        case .object(let members): object(members.map { ($0.key, $0.value) }, depth: depth)
        case .array(let elements): list(elements, depth: depth)
        case .string(let value): text(value)
        case .bytes(let value): .string("\(value.count) bytes")
        case .double(let value): number(value)
        case .number(let value): text(value)
        case .null, .bool, .int: value
        }
    }

    private func parameter(_ value: ParameterValue, depth: Int) -> DynamicValue {
        switch value {
        case .null: .null
        case .string(let value): text(value)
        case .list(let members): list(members, depth: depth)
        case .pairs(let pairs): object(pairs.map { ($0.name, $0.value) }, depth: depth)
        }
    }

    /// A value of a type that is not known: by its own description, or else by its parts, so that secrets among them are masked.
    private func reflected(_ value: Any, depth: Int) -> DynamicValue {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            return mirror.children.first.map { make($0.value, depth: depth) } ?? .null
        case .collection, .set:
            return list(mirror.children.map(\.value), depth: depth)
        case .dictionary:
            let pairs = mirror.children.prefix(Self.maximumCount + 1).map { pair in
                let parts = Mirror(reflecting: pair.value).children.map(\.value)
                return (String(describing: parts.first ?? ""), parts.last ?? "")
            }
            return object(pairs, depth: depth)
        case .class where !(value is any CustomStringConvertible):
            return .string(String(describing: type(of: value)))
        default:
            if let value = value as? any CustomStringConvertible { return text(value.description) }
            if mirror.children.isEmpty { return text(String(describing: value)) }
            return object(mirror.children.map { ($0.label ?? "", $0.value) }, depth: depth)
        }
    }

    private func list(_ elements: [Any], depth: Int) -> DynamicValue {
        if depth == Self.maximumDepth { return .string("…") }
        var list = elements.prefix(Self.maximumCount).map { make($0, depth: depth + 1) }
        if elements.count > Self.maximumCount { list.append(.string("…")) }
        return .array(list)
    }

    private func object(_ members: [(String, Any)], depth: Int) -> DynamicValue {
        if depth == Self.maximumDepth { return .string("…") }
        var object = DynamicObject()
        for (name, value) in members.prefix(Self.maximumCount) {
            let value = make(value, named: name, depth: depth + 1)
            // A name that occurs twice, as that of a header field may, has both values.
            object[Redaction.line(name)] =
                object[Redaction.line(name)].map { old in
                    if case .array(let values) = old { return .array(values + [value]) }
                    return .array([old, value])
                } ?? value
        }
        if members.count > Self.maximumCount { object["…"] = "…" }
        return .object(object)
    }
}
