/// The text that a ``JSONWriter`` makes, without recursion.
struct JSONOutput {
    /// A part that cannot be written.
    struct Failure: Error {
        var value: DynamicValue
        var message: String
        /// Where the part is. A value without errors pays nothing for paths.
        var path: [any CodingKey] = []
    }

    let writer: JSONWriter
    /// Whether everything is written somehow, for a description.
    let permitsEverything: Bool
    private(set) var bytes: [UInt8] = []

    init(writer: JSONWriter, permitsEverything: Bool) {
        self.writer = writer
        self.permitsEverything = permitsEverything
    }

    mutating func write(_ value: DynamicValue) throws(Failure) {
        guard try begin(value, depth: 0) else { return }
        var container = Container(writer.sortsKeys ? value.withSortedNames : value)
        var outer: [Container] = []
        while true {
            let inner: DynamicValue?
            do throws(Failure) {
                inner = try writeParts(of: &container, depth: outer.count + 1)
            } catch {
                var failure = error
                failure.path = (outer + [container]).map(\.lastKey)
                throw failure
            }
            if let inner {
                outer.append(container)
                container = Container(writer.sortsKeys ? inner.withSortedNames : inner)
                continue
            }
            if container.next > 0 { breakLine(depth: outer.count) }
            bytes.append(container.end)
            guard let last = outer.popLast() else { return }
            container = last
        }
    }

    /// Writes parts up to the end of a list or an object, or up to one that is a list or an object: begins and returns it.
    private mutating func writeParts(of container: inout Container, depth: Int) throws(Failure) -> DynamicValue? {
        switch container.value {
        case .array(let elements):
            while container.next < elements.count {
                let element = elements[container.next]
                separate(isFirst: container.next == 0, depth: depth)
                container.next += 1
                if try begin(element, depth: depth) { return element }
            }
        case .object(let members):
            while container.next < members.count {
                let (name, value) = members[container.next]
                separate(isFirst: container.next == 0, depth: depth)
                container.next += 1
                writeString(name)
                bytes.append(UInt8(ascii: ":"))
                if writer.isPretty { bytes.append(UInt8(ascii: " ")) }
                if try begin(value, depth: depth) { return value }
            }
        default: break
        }
        return nil
    }

    /// Writes a value that has no parts, or the bracket that begins a list or an object; whether there are parts.
    private mutating func begin(_ value: DynamicValue, depth: Int) throws(Failure) -> Bool {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .int(let value): append(value.description)
        case .double(let number):
            try check(number.isFinite, value, "JSON has no way to write \(number); write a null or a text instead.")
            append(number.description)
        case .number(let text):
            try check(JSONParser.isNumber(text), value, "\"\(text)\" is no number in JSON (RFC 8259 §6).")
            append(text)
        case .string(let text): writeString(text)
        case .bytes(let value):
            bytes.append(UInt8(ascii: "\""))
            bytes += Base64.encode(value)
            bytes.append(UInt8(ascii: "\""))
        case .array:
            try check(depth < JSONReader.defaultMaximumDepth, .null, "The value is nested too deep.")
            bytes.append(UInt8(ascii: "["))
            return true
        case .object:
            try check(depth < JSONReader.defaultMaximumDepth, .null, "The value is nested too deep.")
            bytes.append(UInt8(ascii: "{"))
            return true
        }
        return false
    }

    private mutating func writeString(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        // The buffer is valid for the closure, and the bytes are copied.
        text.withUTF8 { text in
            var written = 0
            for index in text.indices where unsafe text[index].needsJSONEscape {
                unsafe bytes.append(contentsOf: text[written..<index])
                unsafe writeEscape(of: text[index])
                written = index + 1
            }
            unsafe bytes.append(contentsOf: text[written...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func writeEscape(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        default:
            append(byte < 0x10 ? "\\u000" : "\\u00")
            append(String(byte, radix: 16))
        }
    }

    private mutating func separate(isFirst: Bool, depth: Int) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        breakLine(depth: depth)
    }

    private mutating func breakLine(depth: Int) {
        guard writer.isPretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private func check(
        _ condition: Bool,
        _ value: @autoclosure () -> DynamicValue,
        _ message: @autoclosure () -> String
    ) throws(Failure) {
        if condition || permitsEverything { return }
        throw Failure(value: value(), message: message())
    }
}

extension JSONOutput {
    /// A list or an object that has begun.
    private struct Container {
        let value: DynamicValue
        /// The position of the part that comes next.
        var next = 0

        init(_ value: DynamicValue) {
            self.value = value
        }

        /// The bracket that ends it.
        var end: UInt8 {
            if case .array = value { UInt8(ascii: "]") } else { UInt8(ascii: "}") }
        }

        /// The key of the part that was begun last.
        var lastKey: any CodingKey {
            if case .object(let members) = value { return DynamicKey(stringValue: members[next - 1].key) }
            return DynamicKey(intValue: next - 1)
        }
    }
}

extension DynamicValue {
    fileprivate var withSortedNames: DynamicValue {
        if case .object(let members) = self { .object(members.sortedByName()) } else { self }
    }
}

extension UInt8 {
    /// Whether RFC 8259 §7 wants an escape for the character: quotation mark, backslash, control characters.
    fileprivate var needsJSONEscape: Bool {
        self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
    }
}

extension JSONParser {
    /// Whether a text is a number and nothing else.
    fileprivate static func isNumber(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, first == UInt8(ascii: "-") || first &- UInt8(ascii: "0") <= 9 else {
            return false
        }
        var parser = JSONParser(maximumDepth: 0)
        return (try? parser.number(bytes.span)) != nil && parser.position == bytes.count
    }
}
