#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes a value into an encoder of somebody else, without recursion: one level of containers of `JSONEncoder` takes
/// more than a kilobyte of the stack.
enum ForeignEncoding {
    static func encode(_ value: DynamicValue, to encoder: any Encoder) throws {
        guard var container = Container(value, in: encoder) else { return try encodeScalar(value, to: encoder) }
        var outer: [Container] = []
        while true {
            if let inner = try container.encodeParts() {
                outer.append(container)
                container = inner
            } else if let last = outer.popLast() {
                container = last
            } else {
                return
            }
        }
    }

    private static func encodeScalar(_ value: DynamicValue, to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch value {
        case .null, .array, .object: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .bytes(let value): try container.encode(String(decoding: Base64.encode(value), as: UTF8.self))
        case .number(let text): try encode(number: text, in: &container)
        }
    }

    /// Writes a number as the type that keeps its digits.
    private static func encode(number text: String, in container: inout any SingleValueEncodingContainer) throws {
        if let value = UInt64(text) { return try container.encode(value) }
        // An encoder without these types throws before it writes.
        if let value = Int128(text), (try? container.encode(value)) != nil { return }
        if let value = UInt128(text), (try? container.encode(value)) != nil { return }
        if JSONCodec.isEncoding, let value = Decimal(exactly: text) { return try container.encode(value) }
        guard let number = DynamicValue.number(text).double else {
            throw failure(text, "\(text) is no number in the range of Double.", container)
        }
        guard !JSONCodec.isEncoding || DecimalDigits(number.description) == DecimalDigits(text) else {
            throw failure(
                text,
                "\(text) has more digits than JSONEncoder can write: send all of the payload as a DynamicValue.",
                container
            )
        }
        try container.encode(number)
    }

    private static func failure(
        _ text: String,
        _ message: String,
        _ container: any SingleValueEncodingContainer
    ) -> EncodingError {
        let context = EncodingError.Context(codingPath: container.codingPath, debugDescription: message)
        return EncodingError.invalidValue(DynamicValue.number(text), context)
    }
}

extension ForeignEncoding {
    /// A list or an object, some of whose parts have been written.
    private struct Container {
        private enum Parts {
            case list(any UnkeyedEncodingContainer, ArraySlice<DynamicValue>)
            case object(KeyedEncodingContainer<DynamicKey>, DynamicObject.SubSequence)
        }

        private var parts: Parts

        init?(_ value: DynamicValue, in encoder: any Encoder) {
            switch value {
            case .array(let elements): parts = .list(encoder.unkeyedContainer(), elements[...])
            case .object(let members): parts = .object(encoder.container(keyedBy: DynamicKey.self), members[...])
            default: return nil
            }
        }

        private init(_ parts: Parts) {
            self.parts = parts
        }

        /// Writes parts up to the end, or up to one that is a list or an object: begins and returns it.
        mutating func encodeParts() throws -> Container? {
            switch parts {
            case .list(var list, var rest):
                defer { parts = .list(list, rest) }
                while let element = rest.popFirst() {
                    switch element {
                    case .array(let inner): return Container(.list(list.nestedUnkeyedContainer(), inner[...]))
                    case .object(let inner):
                        return Container(.object(list.nestedContainer(keyedBy: DynamicKey.self), inner[...]))
                    default: try list.encode(element)
                    }
                }
            case .object(var object, var rest):
                defer { parts = .object(object, rest) }
                while let (name, value) = rest.popFirst() {
                    let key = DynamicKey(stringValue: name)
                    switch value {
                    case .array(let inner):
                        return Container(.list(object.nestedUnkeyedContainer(forKey: key), inner[...]))
                    case .object(let inner):
                        let nested = object.nestedContainer(keyedBy: DynamicKey.self, forKey: key)
                        return Container(.object(nested, inner[...]))
                    default: try object.encode(value, forKey: key)
                    }
                }
            }
            return nil
        }
    }
}
