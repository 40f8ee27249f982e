extension JSONParser {
    /// Parses a string whose opening quotation mark is at the position.
    mutating func string(_ bytes: Span<UInt8>) throws(JSONFailure) -> String {
        position += 1
        let start = position
        let isASCII = try skipPlainText(bytes)
        if bytes[position] == UInt8(ascii: "\\") { return try escapedString(bytes, from: start) }
        let part = bytes.extracting(start..<position)
        position += 1
        // The buffers are valid for the closures, and the string copies them.
        if isASCII { return unsafe part.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) } }
        if let text = unsafe part.withUnsafeBufferPointer({ unsafe String(validating: $0, as: UTF8.self) }) {
            return text
        }
        throw invalidUTF8(bytes, from: start)
    }

    /// Parses the rest of a string from its first escape on, which is at the position.
    private mutating func escapedString(_ bytes: Span<UInt8>, from start: Int) throws(JSONFailure) -> String {
        var text: [UInt8] = []
        var partStart = start
        while true {
            let part = bytes.extracting(partStart..<position)
            // The buffer is valid for the closure, and the array copies it.
            unsafe part.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
            if next(bytes, is: UInt8(ascii: "\"")) { break }
            text.append(contentsOf: Unicode.UTF8.encode(try escape(bytes)) ?? Unicode.UTF8.encodedReplacementCharacter)
            partStart = position
            _ = try skipPlainText(bytes)
        }
        if let text = String(validating: text, as: UTF8.self) { return text }
        throw invalidUTF8(bytes, from: start)
    }

    /// Passes over what stands before the next escape or the end of the string; whether all of it is ASCII.
    private mutating func skipPlainText(_ bytes: Span<UInt8>) throws(JSONFailure) -> Bool {
        var end = position
        var isASCII = true
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                position = end
                return isASCII
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
            guard let digit = bytes[position].hexadecimalValue else {
                let message = "expected four hexadecimal digits after '\\u'"
                throw JSONFailure(code: .invalidEscape, offset: position, message: message)
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    private func unterminated(_ bytes: Span<UInt8>) -> JSONFailure {
        let message = "expected '\"' to end the string, but the text ends"
        return JSONFailure(code: .unexpectedEnd, offset: bytes.count, message: message)
    }

    /// The failure of the string that began at a byte and has just ended.
    private func invalidUTF8(_ bytes: Span<UInt8>, from start: Int) -> JSONFailure {
        // An escape is ASCII, so it ends whatever sequence stands before it as the text that it denotes would.
        let offset = start + (bytes.extracting(start..<position).offsetOfInvalidUTF8 ?? 0)
        return JSONFailure(code: .invalidUTF8, offset: offset, message: "the string is not well-formed UTF-8")
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
