import ServiceCore

/// Names of types as they stand in a program: `[String]`, not `Array<String>`.
enum TypeName {
    /// The name of a type; that of an optional is the name of what it wraps.
    static func of(_ type: any Any.Type) -> String {
        switch type {
        case let optional as any OptionalType.Type: of(optional.wrapped)
        case let list as any ListType.Type: "[\(of(list.element))]"
        case let table as any TableType.Type: "[\(of(table.key)): \(of(table.value))]"
        default: String(describing: type)
        }
    }

    /// What may be given for a type: its name, and the values of a small enumeration.
    static func choices(of type: any Any.Type) -> String {
        let type = (type as? any OptionalType.Type)?.wrapped ?? type
        guard let cases = (type as? any CaseIterable.Type)?.names, cases.count <= 12 else { return of(type) }
        return "\(of(type)) (\(cases.joined(separator: ", ")))"
    }
}

extension CaseIterable {
    fileprivate static var names: [String] {
        allCases.map { value in (value as? any RawRepresentable).map { "\($0.rawValue)" } ?? "\(value)" }
    }
}

private protocol OptionalType {
    static var wrapped: any Any.Type { get }
}

extension Optional: OptionalType {
    static var wrapped: any Any.Type { Wrapped.self }
}

private protocol ListType {
    static var element: any Any.Type { get }
}

extension Array: ListType {
    static var element: any Any.Type { Element.self }
}

private protocol TableType {
    static var key: any Any.Type { get }
    static var value: any Any.Type { get }
}

extension Dictionary: TableType {
    static var key: any Any.Type { Key.self }
    static var value: any Any.Type { Value.self }
}

extension DynamicValue {
    /// What the value is, for the text of an error.
    var kind: String {
        switch self {
        case .null: "nil"
        case .bool: "a truth value"
        case .int, .double, .number: "a number"
        case .string: "a text"
        case .bytes: "bytes"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
