/// The text that a ``JSONWriter`` makes.
struct JSONOutput {
    /// A part that cannot be written. Each level adds its key to the path while the error passes, so that a value without
    /// errors pays nothing for paths.
    struct Failure: Error {
        var value: DynamicValue
        var message: String
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

    mutating func write(_ value: DynamicValue, depth: Int) throws(Failure) {
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
        case .array(let elements): try write(elements, depth: depth + 1)
        case .object(let members): try write(members, depth: depth + 1)
        }
    }

    private mutating func write(_ elements: [DynamicValue], depth: Int) throws(Failure) {
        try check(depth <= JSONReader.defaultMaximumDepth, .null, "The value is nested too deep.")
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            separate(isFirst: index == 0, depth: depth)
            do throws(Failure) {
                try write(element, depth: depth)
            } catch {
                throw error.inside(DynamicKey(intValue: index))
            }
        }
        if !elements.isEmpty { breakLine(depth: depth - 1) }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ members: DynamicObject, depth: Int) throws(Failure) {
        try check(depth <= JSONReader.defaultMaximumDepth, .null, "The value is nested too deep.")
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for (name, value) in writer.sortsKeys ? members.sortedByName : members {
            separate(isFirst: isFirst, depth: depth)
            isFirst = false
            writeString(name)
            bytes.append(UInt8(ascii: ":"))
            if writer.isPretty { bytes.append(UInt8(ascii: " ")) }
            do throws(Failure) {
                try write(value, depth: depth)
            } catch {
                throw error.inside(DynamicKey(stringValue: name))
            }
        }
        if !members.isEmpty { breakLine(depth: depth - 1) }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func writeString(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.contains(where: \.needsJSONEscape) {
            for byte in text.utf8 {
                if byte.needsJSONEscape { writeEscape(of: byte) } else { bytes.append(byte) }
            }
        } else {
            bytes.append(contentsOf: text.utf8)
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

extension JSONOutput.Failure {
    fileprivate func inside(_ key: DynamicKey) -> Self {
        var failure = self
        failure.path.append(key)
        return failure
    }
}

extension DynamicObject {
    fileprivate var sortedByName: DynamicObject {
        DynamicObject(sorted { $0.key < $1.key })
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
