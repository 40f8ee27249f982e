extension JSONParser {
    /// Parses a string whose opening quotation mark is at the position.
    mutating func string(_ bytes: Span<UInt8>) throws(JSONFailure) -> String {
        position += 1
        let text = try plainText(bytes)
        if next(bytes, is: UInt8(ascii: "\"")) { return text }
        return try escapedString(bytes, beginning: text)
    }

    /// Parses the rest of a string from its first escape on.
    private mutating func escapedString(
        _ bytes: Span<UInt8>,
        beginning: String
    ) throws(JSONFailure) -> String {
        var text = beginning
        while !next(bytes, is: UInt8(ascii: "\"")) {
            text.unicodeScalars.append(try escape(bytes))
            text += try plainText(bytes)
        }
        return text
    }

    /// Parses what stands before the next escape or the end of the string.
    private mutating func plainText(_ bytes: Span<UInt8>) throws(JSONFailure) -> String {
        let start = position
        var end = start
        var isASCII = true
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                position = end
                return try text(bytes.extracting(start..<end), at: start, isASCII: isASCII)
            }
            if byte < 0x20 { throw controlCharacter(at: end) }
            if byte >= 0x80 { isASCII = false }
            end += 1
        }
        throw unterminated(bytes)
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
        guard UTF16.isLeadSurrogate(unit) else { throw loneSurrogate(at: start) }
        for byte in [UInt8(ascii: "\\"), UInt8(ascii: "u")] {
            guard position < bytes.count else { throw unterminated(bytes) }
            guard next(bytes, is: byte) else { throw loneSurrogate(at: start) }
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

    /// The text of a part, which must be well-formed UTF-8.
    private func text(_ part: Span<UInt8>, at start: Int, isASCII: Bool) throws(JSONFailure) -> String {
        if !isASCII, let offset = part.offsetOfInvalidUTF8 {
            let message = "the string is not well-formed UTF-8"
            throw JSONFailure(code: .invalidUTF8, offset: start + offset, message: message)
        }
        // The buffer is valid for the closure, and the string copies it.
        return unsafe part.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
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
