/// Finds the values of secret members in JSON, at whatever depth: also where it was cut off, is preceded by a byte-order mark, or is one
/// value a line. What is no JSON does no harm.
struct JSONSecrets {
    let redaction: Redaction
    let bytes: [UInt8]
    let end: Int

    static func places(in bytes: [UInt8], range: Range<Int>? = nil, _ redaction: Redaction) -> [MaskedRange] {
        let range = range ?? 0..<bytes.count
        return JSONSecrets(redaction: redaction, bytes: bytes, end: range.upperBound).places(from: range.lowerBound)
    }

    private func places(from start: Int) -> [MaskedRange] {
        var places: [MaskedRange] = []
        var index = start
        while index < end, case let quote = bytes.firstPlace(of: UInt8(ascii: "\""), in: index..<end), quote < end {
            index = endOfString(at: quote)
            let colon = bytes.firstPlace(of: Self.notSpace, in: index..<end)
            guard colon < end, bytes[colon] == UInt8(ascii: ":"),
                case let name = Self.unescaped(bytes[(quote + 1)..<Swift.max(quote + 1, index - 1)]),
                redaction.isSecret(name),
                case let value = bytes.firstPlace(of: Self.notSpace, in: colon + 1..<end), value < end
            else { continue }
            index = endOfValue(at: value)
            if bytes[value] == UInt8(ascii: "\"") {
                let isClosed = index > value + 1 && bytes[index - 1] == UInt8(ascii: "\"")
                places.append(MaskedRange(range: value + 1..<(isClosed ? index - 1 : end)))
            } else if !redaction.isErrorCode(name, bytes[value..<index]) {
                places.append(MaskedRange(range: value..<index, isQuoted: true))
            }
        }
        return places
    }

    /// The text that a string of JSON stands for; an escape that is none stays.
    static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
        let literal = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        if case .string(let text)? = try? JSONReader().read(literal) { return text }
        return String(decoding: bytes.filter { $0 != UInt8(ascii: "\\") }, as: UTF8.self)
    }

    /// Where the string ends that begins at an index: behind its quote, or where the bytes end.
    private func endOfString(at start: Int) -> Int {
        var index = start + 1
        while index < end {
            if bytes[index] == UInt8(ascii: "\"") { return index + 1 }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return end
    }

    /// Where the value ends that begins at an index.
    private func endOfValue(at start: Int) -> Int {
        var (index, depth) = (start, 0)
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index = endOfString(at: index)
                if depth == 0 { return index }
                continue
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return index }
                depth -= 1
                if depth == 0 { return index + 1 }
            case let byte where depth == 0 && (byte == UInt8(ascii: ",") || Self.isSpace(byte)):
                return index
            default:
                break
            }
            index += 1
        }
        return end
    }

    private static let notSpace = ByteTable { !isSpace($0) }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
