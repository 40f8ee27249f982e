/// A recursive-descent parser. The text is a parameter of each method, for a span cannot be stored in an ordinary value.
struct JSONParser {
    let maximumDepth: Int
    var position = 0

    init(maximumDepth: Int) {
        self.maximumDepth = maximumDepth
    }

    mutating func document(_ bytes: Span<UInt8>) throws(JSONFailure) -> DynamicValue {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
        skipWhiteSpace(bytes)
        guard position < bytes.count else {
            throw JSONFailure(code: .emptyInput, offset: position, message: "expected a value, found nothing")
        }
        let value = try value(bytes, depth: 0)
        skipWhiteSpace(bytes)
        guard position == bytes.count else {
            throw JSONFailure(code: .trailingContent, offset: position, message: "expected the end after the value")
        }
        return value
    }

    /// Parses a value that begins at the position.
    private mutating func value(_ bytes: Span<UInt8>, depth: Int) throws(JSONFailure) -> DynamicValue {
        guard position < bytes.count else { throw unexpected(bytes, "a value") }
        switch bytes[position] {
        case UInt8(ascii: "\""):
            return .string(try string(bytes))
        case UInt8(ascii: "{"):
            return .object(try object(bytes, depth: depth + 1))
        case UInt8(ascii: "["):
            return .array(try array(bytes, depth: depth + 1))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number(bytes)
        case UInt8(ascii: "t"):
            try literal("true", bytes)
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal("false", bytes)
            return .bool(false)
        case UInt8(ascii: "n"):
            try literal("null", bytes)
            return .null
        default:
            throw unexpected(bytes, "a value")
        }
    }

    private mutating func array(_ bytes: Span<UInt8>, depth: Int) throws(JSONFailure) -> [DynamicValue] {
        try enter(depth)
        var elements: [DynamicValue] = []
        skipWhiteSpace(bytes)
        if next(bytes, is: UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(bytes, depth: depth))
            skipWhiteSpace(bytes)
            if next(bytes, is: UInt8(ascii: ",")) {
                skipWhiteSpace(bytes)
            } else if next(bytes, is: UInt8(ascii: "]")) {
                return elements
            } else {
                throw unexpected(bytes, "',' or ']' after an element")
            }
        }
    }

    private mutating func object(_ bytes: Span<UInt8>, depth: Int) throws(JSONFailure) -> DynamicObject {
        try enter(depth)
        var members = DynamicObject()
        skipWhiteSpace(bytes)
        if next(bytes, is: UInt8(ascii: "}")) { return members }
        var names = NameFilter()
        // Most objects have some members; one allocation is cheaper than three.
        members.reserveCapacity(8)
        while true {
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw unexpected(bytes, "a name in quotation marks")
            }
            let name = try string(bytes)
            skipWhiteSpace(bytes)
            guard next(bytes, is: UInt8(ascii: ":")) else { throw unexpected(bytes, "':' after a name") }
            skipWhiteSpace(bytes)
            let value = try value(bytes, depth: depth)
            if names.insert(name) {
                members.append(value, forNewKey: name)
            } else {
                members.updateValue(value, forKey: name)
            }
            skipWhiteSpace(bytes)
            if next(bytes, is: UInt8(ascii: ",")) {
                skipWhiteSpace(bytes)
            } else if next(bytes, is: UInt8(ascii: "}")) {
                return members
            } else {
                throw unexpected(bytes, "',' or '}' after a member")
            }
        }
    }

    private mutating func enter(_ depth: Int) throws(JSONFailure) {
        guard depth <= maximumDepth else {
            let message = "lists and objects lie more than \(maximumDepth) deep in each other"
            throw JSONFailure(code: .nestingTooDeep, offset: position, message: message)
        }
        position += 1
    }

    private mutating func literal(_ word: StaticString, _ bytes: Span<UInt8>) throws(JSONFailure) {
        for index in 0..<word.utf8CodeUnitCount {
            // The index is below the count of the literal's code units.
            let expected = unsafe word.utf8Start[index]
            guard next(bytes, is: expected) else { throw unexpected(bytes, "'\(word)'") }
        }
    }
}

extension JSONParser {
    mutating func skipWhiteSpace(_ bytes: Span<UInt8>) {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// Passes over a byte if it is the next one.
    mutating func next(_ bytes: Span<UInt8>, is byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// The failure for the byte at the position, or for the end of the text.
    func unexpected(_ bytes: Span<UInt8>, _ expected: String) -> JSONFailure {
        guard position < bytes.count else {
            let message = "expected \(expected), but the text ends"
            return JSONFailure(code: .unexpectedEnd, offset: position, message: message)
        }
        return JSONFailure(code: .unexpectedByte, offset: position, message: "expected \(expected)")
    }
}

/// Tells most names that are new in an object without comparing them with the others.
private struct NameFilter {
    private var seen: UInt64 = 0

    /// Notes a name, and whether it is certainly new.
    mutating func insert(_ name: String) -> Bool {
        let bytes = name.utf8
        let ends = UInt64(bytes.first ?? 0) << 8 | UInt64(bytes.last ?? 0)
        let hash = (UInt64(truncatingIfNeeded: bytes.count) << 16 | ends) &* 0x9E37_79B9_7F4A_7C15
        let bit: UInt64 = 1 << (hash >> 58)
        defer { seen |= bit }
        return seen & bit == 0
    }
}
