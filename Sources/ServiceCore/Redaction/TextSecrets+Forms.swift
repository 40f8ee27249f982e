// What is secret by its form.
extension TextSecrets {
    /// What stands between `//` and `@` in a URL (RFC 3986 §3.2.1), its slashes escaped or not.
    func userInformation(slashAt index: Int) -> Range<Int>? {
        var start = index + 1
        if byte(at: start) == UInt8(ascii: "\\") { start += 1 }
        guard byte(at: start) == UInt8(ascii: "/") else { return nil }
        start += 1
        // What was cut off may be the "@": nobody knows then whether this is a host.
        let isOpen = { (rest: ArraySlice<UInt8>) in self.isCut && rest.endIndex == self.end }
        let authority = bytes[start..<bytes.firstPlace(of: Self.endsAuthority, in: start..<end)]
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) { return start..<at }
        if isOpen(authority) { return start..<end }
        // A password may have a slash that nobody encoded; what follows the colon is then no port.
        guard let colon = authority.lastIndex(of: UInt8(ascii: ":")), !authority.contains(UInt8(ascii: "]")),
            authority[(colon + 1)...].contains(where: { !(0x30...0x39).contains($0) })
                || colon + 1 == authority.endIndex
        else { return nil }
        let url = bytes[start..<Swift.min(end, start + Self.maximumUserInformationLength)]
            .prefix { !Self.isSpace($0) && !"\"<>`".utf8.contains($0) }
        if let at = url.lastIndex(of: UInt8(ascii: "@")) { return start..<at }
        return isOpen(url) ? start..<end : nil
    }

    private static let endsAuthority = ByteTable { isSpace($0) || "/?#\"<>\\`".utf8.contains($0) }

    /// The same in a URL that is percent-encoded, for it is part of another.
    func encodedUserInformation(at index: Int) -> Range<Int>? {
        guard isEncoded(0x2F, at: index), isEncoded(0x2F, at: index + 3) else { return nil }
        let start = index + 6
        var (current, last) = (start, Int?.none)
        while current < end, !Self.isSpace(bytes[current]), !"/?#&\"<>`".utf8.contains(bytes[current]) {
            if isEncoded(0x2F, at: current) || isEncoded(0x3F, at: current) || isEncoded(0x23, at: current) {
                return last.map { start..<$0 }
            }
            if isEncoded(0x40, at: current) { last = current }
            current += 1
        }
        return isCut && current == end ? start..<end : last.map { start..<$0 }
    }

    /// Whether a byte stands there, percent-encoded.
    func isEncoded(_ byte: UInt8, at index: Int) -> Bool {
        guard index + 2 < end, bytes[index] == PercentEncoding.percent,
            let high = bytes[index + 1].hexadecimalValue, let low = bytes[index + 2].hexadecimalValue
        else { return false }
        return high << 4 | low == byte
    }

    /// What follows `Bearer` or `Basic` (RFC 6750 §2.1, RFC 7617 §2), if it is no word of a sentence.
    func credentials(schemeAt index: Int) -> Range<Int>? {
        guard index + 5 < end else { return nil }
        let second = bytes[index + 1].asciiLowercased
        guard second == UInt8(ascii: "e") || second == UInt8(ascii: "a") else { return nil }
        let word = bytes[index..<index + 6].map(\.asciiLowercased)
        let length = word == Array("bearer".utf8) ? 6 : word.starts(with: "basic".utf8) ? 5 : 0
        guard length > 0 else { return nil }
        var start = index + length
        while start < end, bytes[start] == 0x20 { start += 1 }
        guard start > index + length else { return nil }
        let token = bytes[start..<end].prefix { $0.isUnreserved || "+/=".utf8.contains($0) }
        // A word has no digits, and capitals only where it begins.
        let isWord = token.dropFirst().allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
        return token.count >= 8 && !isWord ? start..<token.endIndex : nil
    }

    /// The text of an element of XML whose name is that of a secret.
    func elementValue(tagEndAt index: Int, floor: Int) -> Range<Int>? {
        let limit = Swift.max(floor, index - Self.maximumNameLength)
        guard let open = bytes[limit..<index].lastIndex(of: UInt8(ascii: "<")), bytes[index - 1] != UInt8(ascii: "/")
        else { return nil }
        let name = bytes[(open + 1)..<index].prefix { Self.nameBytes.contains($0) || $0 == UInt8(ascii: ":") }
        let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
        guard redaction.isSecret(String(decoding: local, as: UTF8.self)) else { return nil }
        let start = index + 1
        if bytes[start..<end].starts(with: "<![CDATA[".utf8) {
            return start..<(bytes[start..<end].firstIndex(of: UInt8(ascii: ">")) ?? end)
        }
        return start..<(bytes[start..<end].firstIndex(of: UInt8(ascii: "<")) ?? end)
    }
}
