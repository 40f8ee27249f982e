/// A parser without recursion: how deep a text nests is its sender's choice, how large the stack of a thread is not ours.
///
/// The text is a parameter of each method, for a span cannot be stored in an ordinary value.
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
        let value = try value(bytes)
        skipWhiteSpace(bytes)
        guard position == bytes.count else {
            throw JSONFailure(code: .trailingContent, offset: position, message: "expected the end after the value")
        }
        return value
    }

    /// Parses a value without parts; `nil` where a list or an object begins.
    mutating func scalar(_ bytes: Span<UInt8>) throws(JSONFailure) -> DynamicValue? {
        guard position < bytes.count else { throw unexpected(bytes, "a value") }
        switch bytes[position] {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            return nil
        case UInt8(ascii: "\""):
            return .string(try string(bytes))
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
