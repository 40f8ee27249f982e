#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension DynamicValue {
    /// The value that an `Encodable` describes, without a detour through the bytes of a format.
    ///
    /// Every type is taken by its own `encode(to:)`; there are no strategies. A `Date` becomes a number, a `Data` a list of
    /// numbers, a `Decimal` the number it is. A `Float` has the `Double` of the same shortest text, and an integer beyond 64 bits
    /// becomes a ``number(_:)``.
    ///
    /// - Parameters:
    ///   - value: The value to describe.
    ///   - userInfo: Passed on to every `encode(to:)`.
    /// - Throws: What an `encode(to:)` throws, and `EncodingError` where one writes nothing or two things in one place.
    public init(encoding value: some Encodable, userInfo: [CodingUserInfoKey: any Sendable] = [:]) throws {
        let root = DynamicEncoder(node: EncodingNode(), path: .root([]), userInfo: userInfo)
        try root.encode(value)
        self = try root.node.finish(at: root.codingPath)
    }
}

/// Builds a ``DynamicValue`` from an `Encodable`.
struct DynamicEncoder: Encoder {
    let node: EncodingNode
    let path: CodingPath
    let sendableInfo: [CodingUserInfoKey: any Sendable]

    init(node: EncodingNode, path: CodingPath, userInfo: [CodingUserInfoKey: any Sendable]) {
        self.node = node
        self.path = path
        sendableInfo = userInfo
    }

    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { sendableInfo }

    func container<Key: CodingKey>(keyedBy: Key.Type) -> KeyedEncodingContainer<Key> {
        node.become(.object([]))
        return KeyedEncodingContainer(DynamicKeyedEncodingContainer(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.become(.array([]))
        return DynamicUnkeyedEncodingContainer(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        DynamicSingleValueEncodingContainer(encoder: self)
    }

    /// The encoder of a part, which writes to a node of its own.
    func child(_ node: EncodingNode, _ path: CodingPath) -> DynamicEncoder {
        DynamicEncoder(node: node, path: path, userInfo: sendableInfo)
    }

    /// Writes a value, those that need no encoder straight away.
    func encode(_ value: some Encodable) throws {
        if let scalar = DynamicValue(scalar: value) { node.set(scalar) } else { try value.encode(to: self) }
    }

    /// The part that a value becomes: finished where it needs no encoder, a node otherwise.
    func part(of value: some Encodable, _ path: @autoclosure () -> CodingPath) throws -> EncodingNode.Part {
        if let scalar = DynamicValue(scalar: value) { return .value(scalar) }
        let encoder = child(EncodingNode(), path())
        try value.encode(to: encoder)
        return .node(encoder.node)
    }
}

extension DynamicValue {
    /// The value of a type that has no parts.
    ///
    /// Metatypes are compared before anything is cast: it is cheaper, and of no cost where the compiler knows the type.
    fileprivate init?<Value: Encodable>(scalar value: Value) {
        let type = Value.self
        if type == String.self, let value = value as? String {
            self = .string(value)
        } else if type == Bool.self, let value = value as? Bool {
            self = .bool(value)
        } else if type == Double.self, let value = value as? Double {
            self = .double(value)
        } else if type == Float.self, let value = value as? Float {
            self = .double(value.doubleOfSameText)
        } else if type == DynamicValue.self, let value = value as? DynamicValue {
            self = value
        } else if Self.isInteger(type), let value = value as? any BinaryInteger {
            self = DynamicValue(value)
        } else if type == Decimal.self, let decimal = value as? Decimal, let value = DynamicValue(decimal) {
            self = value
        } else {
            return nil
        }
    }

    private static func isInteger(_ type: any Any.Type) -> Bool {
        type == Int.self || type == Int64.self || type == Int32.self || type == Int16.self || type == Int8.self
            || type == UInt.self || type == UInt64.self || type == UInt32.self || type == UInt16.self
            || type == UInt8.self || type == Int128.self || type == UInt128.self
    }
}

extension Float {
    /// The `Double` that is written with the same digits (`0.1`, not `0.10000000149011612`), where it reads back as this.
    var doubleOfSameText: Double {
        guard let double = Double(description), Float(double) == self else { return Double(self) }
        return double
    }
}
