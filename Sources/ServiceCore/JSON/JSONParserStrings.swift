extension JSONParser {
    /// Parses a string whose opening quotation mark is at the position.
    mutating func string(_ bytes: Span<UInt8>) throws(JSONFailure) -> String {
        let start = position + 1
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") {
                position = end + 1
                return try text(bytes, start..<end)
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(bytes, start: start, firstEscape: end) }
            if byte < 0x20 { throw controlCharacter(at: end) }
            end += 1
        }
        throw unterminated(bytes)
    }

    /// Parses a string with escapes, which is put together in a buffer.
    private mutating func escapedString(
        _ bytes: Span<UInt8>,
        start: Int,
        firstEscape: Int
    ) throws(JSONFailure) -> String {
        var text = try text(bytes, start..<firstEscape)
        position = firstEscape
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return text
            case UInt8(ascii: "\\"):
                text.unicodeScalars.append(try escape(bytes))
            default:
                text += try plainText(bytes)
            }
        }
        throw unterminated(bytes)
    }

    /// Parses what stands up to the next escape or the end of the string.
    private mutating func plainText(_ bytes: Span<UInt8>) throws(JSONFailure) -> String {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\") {
            if bytes[position] < 0x20 { throw controlCharacter(at: position) }
            position += 1
        }
        return try text(bytes, start..<position)
    }

    /// Parses an escape, or two that make a pair of surrogates.
    private mutating func escape(_ bytes: Span<UInt8>) throws(JSONFailure) -> Unicode.Scalar {
        let start = position
        guard position + 1 < bytes.count else { throw unterminated(bytes) }
        position += 2
        switch bytes[position - 1] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default:
            throw JSONFailure(code: .invalidEscape, offset: start, message: "no escape begins with this character")
        }
        let unit = try codeUnit(bytes)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(unit), next(bytes, is: UInt8(ascii: "\\")), next(bytes, is: UInt8(ascii: "u"))
        else {
            throw loneSurrogate(at: start)
        }
        let trail = try codeUnit(bytes)
        guard UTF16.isTrailSurrogate(trail) else { throw loneSurrogate(at: start) }
        return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
    }

    /// Parses the four hexadecimal digits of an escape.
    private mutating func codeUnit(_ bytes: Span<UInt8>) throws(JSONFailure) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard position < bytes.count else { throw unterminated(bytes) }
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue, bytes[position] < 0x80 else {
                let message = "expected four hexadecimal digits after '\\u'"
                throw JSONFailure(code: .invalidEscape, offset: position, message: message)
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    /// The text of a range, which must be well-formed UTF-8.
    private func text(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(JSONFailure) -> String {
        let part = bytes.extracting(range)
        // The buffer is valid for the closure, and the string copies what it keeps.
        let text = unsafe part.withUnsafeBufferPointer { unsafe String(validating: $0, as: UTF8.self) }
        if let text { return text }
        let offset = range.lowerBound + (part.offsetOfInvalidUTF8 ?? 0)
        throw JSONFailure(code: .invalidUTF8, offset: offset, message: "the string is not well-formed UTF-8")
    }

    private func unterminated(_ bytes: Span<UInt8>) -> JSONFailure {
        let message = "expected '\"' to end the string, but the text ends"
        return JSONFailure(code: .unexpectedEnd, offset: bytes.count, message: message)
    }

    private func controlCharacter(at offset: Int) -> JSONFailure {
        let message = "a control character in a string must be written as an escape"
        return JSONFailure(code: .controlCharacter, offset: offset, message: message)
    }

    private func loneSurrogate(at offset: Int) -> JSONFailure {
        let message = "the escape of a surrogate needs that of its other half"
        return JSONFailure(code: .loneSurrogate, offset: offset, message: message)
    }
}
