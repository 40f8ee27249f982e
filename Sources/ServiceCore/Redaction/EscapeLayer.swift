/// A text with one layer of its escapes undone; see ``UnescapedText``.
struct EscapeLayer {
    private(set) var bytes: [UInt8] = []
    /// Where each of the bytes begins in the text.
    private(set) var starts: [Int] = []

    static let backslash = UInt8(ascii: "\\")

    /// What an escape stands for, and its length.
    private struct Escape {
        var value: UInt32
        /// Whether the value is a byte, and not a scalar.
        var isByte = false
        var count: Int
    }

    /// - Returns: `nil` for a text without escapes.
    init?(_ text: [UInt8]) {
        var (index, foundEscape) = (0, false)
        while index < text.count {
            let next = text.firstPlace(of: Self.beginsEscape, in: index..<text.count)
            if next == text.count, !foundEscape { return nil }
            if bytes.isEmpty {
                bytes.reserveCapacity(text.count)
                starts.reserveCapacity(text.count)
            }
            bytes += text[index..<next]
            while index < next {
                starts.append(index)
                index += 1
            }
            if index == text.count { break }
            if let escape = Self.escape(at: index, of: text) {
                append(escape, at: index)
                index += escape.count
                foundEscape = true
            } else {
                bytes.append(text[index])
                starts.append(index)
                index += 1
            }
        }
        if !foundEscape { return nil }
    }

    private mutating func append(_ escape: Escape, at start: Int) {
        if escape.isByte || escape.value < 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: escape.value))
            starts.append(start)
        } else if let scalar = Unicode.Scalar(escape.value) {
            for byte in Array(String(scalar).utf8) {
                bytes.append(byte)
                starts.append(start)
            }
        }
    }

    private static func escape(at index: Int, of text: [UInt8]) -> Escape? {
        switch text[index] {
        case PercentEncoding.percent:
            return number(text, index + 1, 2).map { Escape(value: $0, isByte: true, count: 3) }
        case UInt8(ascii: "&"):
            return entity(at: index, of: text)
        default:
            guard index + 1 < text.count else { return nil }
            let byte = text[index + 1]
            switch byte {
            // The next one is of another kind, and undone in this pass: the backslash is left for the one after it.
            case PercentEncoding.percent, UInt8(ascii: "&"): return nil
            // Where the digits are not there yet, they may be so in the next pass.
            case UInt8(ascii: "x"):
                return number(text, index + 2, 2).map { Escape(value: $0, isByte: true, count: 4) }
            case UInt8(ascii: "u"): return codePoint(at: index, of: text)
            default: return Escape(value: UInt32(byte), isByte: true, count: 2)
            }
        }
    }

    /// `\u0041`, a pair of surrogates, or `\u{41}`.
    private static func codePoint(at index: Int, of text: [UInt8]) -> Escape? {
        if let value = number(text, index + 2, 4) {
            if Unicode.Scalar(value) != nil { return Escape(value: value, count: 6) }
            guard value < 0xDC00, index + 7 < text.count, text[index + 6] == backslash,
                text[index + 7] == UInt8(ascii: "u"), let low = number(text, index + 8, 4),
                (0xDC00...0xDFFF).contains(low)
            else { return nil }
            return Escape(value: 0x10000 + ((value & 0x3FF) << 10 | low & 0x3FF), count: 12)
        }
        guard index + 2 < text.count, text[index + 2] == UInt8(ascii: "{") else { return nil }
        let digits = text[(index + 3)...].prefix(9).prefix { $0 != UInt8(ascii: "}") }
        guard digits.count <= 8, digits.endIndex < text.count, let value = number(digits, radix: 16),
            Unicode.Scalar(value) != nil
        else { return nil }
        return Escape(value: value, count: digits.count + 4)
    }

    /// `&amp;`, `&#38;`, `&#x26;`.
    private static func entity(at index: Int, of text: [UInt8]) -> Escape? {
        let name = text[(index + 1)...].prefix(10).prefix { $0 != UInt8(ascii: ";") }
        guard name.count < 10, name.endIndex < text.count else { return nil }
        var value = entities.first { $0.name.elementsEqual(name) }?.scalar.value
        if name.first == UInt8(ascii: "#") {
            let digits = name.dropFirst()
            let isHexadecimal = digits.first == UInt8(ascii: "x") || digits.first == UInt8(ascii: "X")
            value = number(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10)
        }
        guard let value, Unicode.Scalar(value) != nil else { return nil }
        return Escape(value: value, count: name.count + 2)
    }

    /// Whether a text may be a reference to a character once more follows.
    static func mayBecomeEntity(_ start: ArraySlice<UInt8>) -> Bool {
        start.first == UInt8(ascii: "#")
            ? !start.contains(UInt8(ascii: ";")) : entities.contains { $0.name.starts(with: start) }
    }

    private static func number(_ text: [UInt8], _ start: Int, _ count: Int) -> UInt32? {
        start + count <= text.count ? number(text[start..<start + count], radix: 16) : nil
    }

    private static func number(_ digits: ArraySlice<UInt8>, radix: UInt32) -> UInt32? {
        if digits.isEmpty || digits.count > 8 { return nil }
        var number: UInt32 = 0
        for digit in digits {
            guard let value = digit.hexadecimalValue, value < radix else { return nil }
            number = number * radix + UInt32(value)
        }
        return number
    }

    private static let beginsEscape = ByteTable("\\%&")

    /// The bytes that are written in another way to be compared.
    static let isNotNormal = ByteTable { letters[Int($0)] != $0 || $0 == backslash }

    /// What is compared for a byte: for a control character the letter of its escape, for a plus a space.
    static let letters: [UInt8] = (0...255).map { (byte: UInt8) in
        switch byte {
        case 0x08: UInt8(ascii: "b")
        case 0x09: UInt8(ascii: "t")
        case 0x0A: UInt8(ascii: "n")
        case 0x0C: UInt8(ascii: "f")
        case 0x0D: UInt8(ascii: "r")
        case UInt8(ascii: "+"): 0x20
        default: byte
        }
    }

    private static let entities: [(name: [UInt8], scalar: Unicode.Scalar)] = [
        (Array("amp".utf8), "&"), (Array("lt".utf8), "<"), (Array("gt".utf8), ">"), (Array("quot".utf8), "\""),
        (Array("apos".utf8), "'"),
    ]
}
