#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads a value from a decoder of somebody else, without recursion: one level of containers of `JSONDecoder` takes more
/// than a kilobyte of the stack.
enum ForeignDecoding {
    static func value(from decoder: any Decoder) throws -> DynamicValue {
        var outer: [Container] = []
        var decoder = decoder
        while true {
            var value: DynamicValue
            if let scalar = scalar(in: decoder) {
                value = scalar
            } else {
                var container = try Container(decoder)
                if let part = try container.next() {
                    outer.append(container)
                    decoder = part
                    continue
                }
                value = container.value
            }
            while true {
                guard var container = outer.popLast() else { return value }
                container.append(value)
                if let part = try container.next() {
                    outer.append(container)
                    decoder = part
                    break
                }
                value = container.value
            }
        }
    }

    private static func scalar(in decoder: any Decoder) -> DynamicValue? {
        guard let container = try? decoder.singleValueContainer() else { return nil }
        if container.decodeNil() { return .null }
        if let value = try? container.decode(Bool.self) { return .bool(value) }
        if let value = try? container.decode(Int64.self) {
            // An integer has no negative zero.
            if value == 0, let zero = try? container.decode(Double.self), zero.sign == .minus { return .double(zero) }
            // A fraction behind more digits than a Double has is lost on JSONDecoder.
            if value.magnitude >= 1 << 53, let decimal = try? container.decode(Decimal.self), decimal != Decimal(value)
            {
                return .number(decimal.description)
            }
            return .int(value)
        }
        if let value = try? container.decode(UInt64.self) { return DynamicValue(value) }
        if let value = try? container.decode(Double.self) { return number(value, in: container) }
        if let value = try? container.decode(String.self) { return .string(value) }
        return nil
    }

    /// A number with its digits, as far as the decoder has a type for them.
    private static func number(_ value: Double, in container: any SingleValueDecodingContainer) -> DynamicValue {
        let text: String
        if let integer = try? container.decode(Int128.self) {
            text = String(integer)
        } else if let integer = try? container.decode(UInt128.self) {
            text = String(integer)
        } else if let decimal = try? container.decode(Decimal.self), Double(decimal.description) == value {
            text = decimal.description
        } else {
            return .double(value)
        }
        return DecimalDigits(text) == DecimalDigits(value.description) ? .double(value) : .number(text)
    }
}

extension ForeignDecoding {
    /// A list or an object, some of whose parts have been read.
    private struct Container {
        private enum Parts {
            case list(any UnkeyedDecodingContainer)
            case object(KeyedDecodingContainer<DynamicKey>, keys: ArraySlice<DynamicKey>)
        }

        private var parts: Parts
        private var elements: [DynamicValue] = []
        private var members = DynamicObject()
        private var name = ""

        init(_ decoder: any Decoder) throws {
            if let list = try? decoder.unkeyedContainer() {
                parts = .list(list)
            } else {
                let object = try decoder.container(keyedBy: DynamicKey.self)
                parts = .object(object, keys: object.allKeys[...])
            }
        }

        /// The list or the object.
        var value: DynamicValue {
            if case .list = parts { .array(elements) } else { .object(members) }
        }

        /// The decoder of the next part, or `nil` at the end.
        mutating func next() throws -> (any Decoder)? {
            switch parts {
            case .list(var list):
                if list.isAtEnd { return nil }
                let part = try list.superDecoder()
                parts = .list(list)
                return part
            case .object(let object, var keys):
                guard let key = keys.popFirst() else { return nil }
                name = key.stringValue
                parts = .object(object, keys: keys)
                return try object.superDecoder(forKey: key)
            }
        }

        /// Adds the part that was read.
        mutating func append(_ value: DynamicValue) {
            if case .list = parts { elements.append(value) } else { members[name] = value }
        }
    }
}
