import ServiceCore

/// The bytes of a structured field and how far they have been read.
struct StructuredFieldParser {
    private let bytes: [UInt8]
    var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The byte that comes next, `nil` at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take() -> UInt8? {
        guard let next else { return nil }
        position += 1
        return next
    }

    /// Takes the next byte if it is this one.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    /// Takes bytes as long as a condition holds.
    mutating func take(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, condition(bytes[position]) { position += 1 }
        return bytes[start..<position]
    }

    mutating func skipSpaces() {
        _ = take { $0 == UInt8(ascii: " ") }
    }

    /// Spaces and tabs, which may stand around the commas of a list.
    mutating func skipWhitespace() {
        _ = take { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    func error(_ reason: String) -> StructuredFieldError {
        StructuredFieldError(reason: reason, offset: position)
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isLowercaseLetter: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
    var isLetter: Bool { asciiLowercased.isLowercaseLetter }
    /// Whether the byte may stand in a text between quotation marks: the printable characters of ASCII, and the space.
    var isPrintable: Bool { self >= 0x20 && self < 0x7F }
}
