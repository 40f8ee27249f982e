/// A text with one layer of its escapes undone; see ``UnescapedText``.
struct EscapeLayer {
    private(set) var bytes: [UInt8] = []
    /// Where each of the bytes begins in the text.
    private(set) var starts: [Int] = []

    static let backslash = UInt8(ascii: "\\")

    /// - Returns: `nil` for a text without escapes.
    init?(_ text: [UInt8]) {
        let first = text.firstPlace(of: Self.beginsEscape, in: 0..<text.count)
        if first == text.count { return nil }
        bytes.reserveCapacity(text.count)
        starts.reserveCapacity(text.count)
        bytes += text[..<first]
        starts += 0..<first
        var index = first
        var foundEscape = false
        while index < text.count {
            let byte = text[index]
            if Self.beginsEscape.contains(byte), let (replacement, count) = Self.escape(at: index, of: text) {
                bytes += replacement
                for _ in replacement { starts.append(index) }
                index += count
                foundEscape = true
            } else {
                bytes.append(byte)
                starts.append(index)
                index += 1
            }
        }
        if !foundEscape { return nil }
    }

    /// What an escape stands for, and its length.
    private static func escape(at index: Int, of text: [UInt8]) -> (replacement: [UInt8], count: Int)? {
        switch text[index] {
        case PercentEncoding.percent:
            return number(text, index + 1, 2).map { ([UInt8($0)], 3) }
        case UInt8(ascii: "&"):
            return entity(at: index, of: text)
        default:
            guard index + 1 < text.count else { return nil }
            let byte = text[index + 1]
            switch byte {
            // The next one is of another kind, and undone in this pass: the backslash is left for the one after it.
            case PercentEncoding.percent, UInt8(ascii: "&"): return nil
            // Where the digits are not there yet, they may be so in the next pass.
            case UInt8(ascii: "x"): return number(text, index + 2, 2).map { ([UInt8($0)], 4) }
            case UInt8(ascii: "u"): return codePoint(at: index, of: text)
            default:
                return ([byte], 2)
            }
        }
    }

    /// `\u0041`, a pair of surrogates, or `\u{41}`.
    private static func codePoint(at index: Int, of text: [UInt8]) -> (replacement: [UInt8], count: Int)? {
        if let value = number(text, index + 2, 4) {
            if let scalar = Unicode.Scalar(value) { return (Array(String(scalar).utf8), 6) }
            guard value < 0xDC00, index + 7 < text.count, text[index + 6] == backslash,
                text[index + 7] == UInt8(ascii: "u"), let low = number(text, index + 8, 4),
                (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(0x10000 + ((value & 0x3FF) << 10 | low & 0x3FF))
            else { return nil }
            return (Array(String(scalar).utf8), 12)
        }
        guard index + 2 < text.count, text[index + 2] == UInt8(ascii: "{") else { return nil }
        let digits = text[(index + 3)...].prefix(9).prefix { $0 != UInt8(ascii: "}") }
        guard digits.count <= 8, digits.endIndex < text.count, let value = number(digits, radix: 16),
            let scalar = Unicode.Scalar(value)
        else { return nil }
        return (Array(String(scalar).utf8), digits.count + 4)
    }

    /// `&amp;`, `&#38;`, `&#x26;`.
    private static func entity(at index: Int, of text: [UInt8]) -> (replacement: [UInt8], count: Int)? {
        let name = text[(index + 1)...].prefix(10).prefix { $0 != UInt8(ascii: ";") }
        guard name.count < 10, name.endIndex < text.count else { return nil }
        var scalar = entities.first { $0.name.elementsEqual(name) }?.scalar
        if name.first == UInt8(ascii: "#") {
            let digits = name.dropFirst()
            let isHexadecimal = digits.first == UInt8(ascii: "x") || digits.first == UInt8(ascii: "X")
            scalar = number(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10)
                .flatMap { Unicode.Scalar($0) }
        }
        return scalar.map { (Array(String($0).utf8), name.count + 2) }
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
