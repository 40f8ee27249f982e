extension Redaction {
    /// The start of a body on one line, with the secrets that stand in JSON or in a form masked by the names of their members.
    package static func body(_ bytes: [UInt8], limit: Int = 256) -> String {
        let start = bytes.prefix(limit)
        let masked = isForm(start) ? Array(query(String(decoding: start, as: UTF8.self)).utf8) : json(start)
        return excerpt(masked, limit: .max) + (bytes.count > limit ? "…" : "")
    }

    /// Whether bytes look like `application/x-www-form-urlencoded`: items with `=`, and nothing that must be encoded there.
    private static func isForm(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.contains(UInt8(ascii: "="))
            && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>{}\\".utf8.contains($0) }
    }

    /// Bytes with the values of secret JSON members masked. What is no JSON stays as it is, and what was cut off is masked to its end.
    private static func json(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var masked: [UInt8] = []
        var rest = bytes
        while let quote = rest.firstIndex(of: UInt8(ascii: "\"")) {
            let end = endOfString(in: rest[quote...])
            masked += rest[..<end]
            let name = rest[quote..<end].dropFirst().dropLast()
            rest = rest[end...]
            guard isSecret(String(decoding: name, as: UTF8.self)), let colon = rest.firstIndex(where: { !isSpace($0) }),
                rest[colon] == UInt8(ascii: ":"), let value = rest[(colon + 1)...].firstIndex(where: { !isSpace($0) })
            else { continue }
            masked += rest[..<value]
            masked += Array("\"\(mask)\"".utf8)
            rest = rest[endOfValue(in: rest[value...])...]
        }
        return masked + rest
    }

    /// Where the string ends that begins with the first byte: behind its quote, or where the bytes end.
    private static func endOfString(in bytes: ArraySlice<UInt8>) -> Int {
        var index = bytes.startIndex + 1
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "\"") { return index + 1 }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return bytes.endIndex
    }

    /// Where the value ends that begins with the first byte.
    private static func endOfValue(in bytes: ArraySlice<UInt8>) -> Int {
        var (index, depth) = (bytes.startIndex, 0)
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index = endOfString(in: bytes[index...])
                if depth == 0 { return index }
                continue
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return index }
                depth -= 1
                if depth == 0 { return index + 1 }
            case UInt8(ascii: ",") where depth == 0:
                return index
            default:
                break
            }
            index += 1
        }
        return bytes.endIndex
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
