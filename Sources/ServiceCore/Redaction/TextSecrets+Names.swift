// What has a name and a separator.
extension TextSecrets {
    /// A secret name in front of a separator.
    struct Name {
        var text: String
        var isQuoted = false
        /// Whether nothing but white space and the dash of a list stands in front of it on its line.
        var beginsLine = false
        /// Whether it is where the host of a URL would be.
        var isHost = false
    }

    func value(separatorAt index: Int, length: Int, floor: Int) -> Range<Int>? {
        guard let name = name(before: index, floor: floor) else { return nil }
        let isColon = bytes[index] == UInt8(ascii: ":")
        var start = index + length
        while start < end, Self.isSpace(bytes[start]) { start += 1 }
        let backslashes = bytes[start..<end].prefix { $0 == UInt8(ascii: "\\") }.count
        if let quote = byte(at: start + backslashes), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            return start + backslashes + 1..<endOfString(from: start + backslashes + 1, quote, backslashes)
        }
        let value = start..<endOfValue(of: name, isColon: isColon, isApart: start > index + length, from: start)
        return redaction.isErrorCode(name.text, bytes[value]) ? nil : value
    }

    /// - Parameter isApart: Whether there is a space behind the separator.
    func endOfValue(of name: Name, isColon: Bool, isApart: Bool, from start: Int) -> Int {
        if isColon, !name.isQuoted {
            if SecretNames.isFieldName(name.text) || name.beginsLine { return endOfLine(from: start) }
            // "token: too old" is a sentence and "//auth:80" an authority, "token:hunter2" is neither.
            return isApart || name.isHost ? start : endOfItem(from: start)
        }
        if let first = byte(at: start), first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            return endOfContainer(from: start)
        }
        return isColon ? endOfScalar(from: start) : endOfItem(from: start)
    }

    func name(before separator: Int, floor: Int) -> Name? {
        var last = separator
        let limit = Swift.max(floor, separator - Self.maximumNameLength)
        // A debug description writes AnyHashable("name"): "value".
        while last > limit, Self.isSpace(bytes[last - 1]) || bytes[last - 1] == UInt8(ascii: ")") { last -= 1 }
        guard last > limit else { return nil }
        let quote = bytes[last - 1]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let backslashes = backslashes(before: last - 1, limit)
            let nameEnd = last - 1 - backslashes
            var start = nameEnd
            while start > limit {
                if bytes[start - 1] == quote, self.backslashes(before: start - 1, limit) == backslashes { break }
                start -= 1
            }
            let text = JSONSecrets.unescaped(bytes[start..<nameEnd])
            return redaction.isSecret(text) ? Name(text: text, isQuoted: true) : nil
        }
        var start = last
        while start > limit, Self.nameBytes.contains(bytes[start - 1]) { start -= 1 }
        var names = [name(in: bytes[start..<last])]
        if start > limit, bytes[start - 1] == UInt8(ascii: "\\") {
            // Behind an escape, as in "\nname" and "\u0026name".
            names.append(String(names[0].dropFirst(bytes[start] == UInt8(ascii: "u") ? 5 : 1)))
        }
        guard let text = names.first(where: { redaction.isSecret($0) }) else { return nil }
        let before = bytes[limit..<start].last { !" \t-".utf8.contains($0) }
        return Name(
            text: text,
            beginsLine: before == 0x0A || before == nil && limit == 0,
            isHost: start > limit && bytes[start - 1] == UInt8(ascii: "/")
        )
    }

    /// The last part of what may be percent-encoded, such as `https%3A%2F%2Fh%2F%3Ftoken`.
    func name(in bytes: ArraySlice<UInt8>) -> String {
        // None of the bytes of a name stands between two parts.
        if !bytes.contains(PercentEncoding.percent) { return String(decoding: bytes, as: UTF8.self) }
        let decoded = bytes.percentDecoded
        let start = decoded.lastIndex { "?&;/,:{}\"'=#\\ ".utf8.contains($0) }.map { $0 + 1 } ?? 0
        return String(decoding: decoded[start...], as: UTF8.self)
    }

    func backslashes(before index: Int, _ limit: Int) -> Int {
        var count = 0
        while index - count > limit, bytes[index - count - 1] == UInt8(ascii: "\\") { count += 1 }
        return count
    }

    func byte(at index: Int) -> UInt8? { index < end ? bytes[index] : nil }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    static let nameBytes = ByteTable { $0 >= 0x80 || $0.isUnreserved || "[]%$+*@!".utf8.contains($0) }
}
