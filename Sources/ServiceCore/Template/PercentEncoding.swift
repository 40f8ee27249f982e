/// Percent-encoding of texts for the parts of a URI (RFC 3986 §2.1), over the bytes of their UTF-8 form.
///
/// ``encode(_:)`` is for data: the value of a path segment, the name or the value of a query item. A text of which
/// nothing must be encoded comes back as it is, without an allocation. A space is `%20`, never `+`.
public enum PercentEncoding {
    /// Encodes everything but the unreserved characters (letters, digits, `-`, `.`, `_`, `~`; RFC 3986 §2.3).
    ///
    /// The result means the text and nothing else wherever it stands in a URI; a `%` becomes `%25`.
    public static func encode(_ text: String) -> String {
        if isUnreserved(text) { return text }
        var encoded = ""
        append(text, to: &encoded, keepingReserved: false)
        return encoded
    }

    /// Encodes everything but the unreserved and the reserved characters (RFC 3986 §2.2) and leaves percent-encoded
    /// triplets as they are: for a text that is a piece of a URI already, such as `/foo/bar?q=a b`.
    ///
    /// A `%` that does not start a triplet becomes `%25`.
    public static func encodeKeepingReserved(_ text: String) -> String {
        if isUnreservedOrReserved(text) { return text }
        var encoded = ""
        append(text, to: &encoded, keepingReserved: true)
        return encoded
    }

    /// Decodes every percent-encoded triplet.
    ///
    /// A `+` stays a `+`: that it means a space is a rule of HTML forms and not of RFC 3986.
    ///
    /// - Returns: The text, or `nil` where a `%` is not followed by two hexadecimal digits or the bytes are not UTF-8.
    public static func decode(_ text: String) -> String? {
        guard text.utf8.contains(percent) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8[...]
        while let byte = rest.first {
            if byte == percent {
                guard let decoded = tripletValue(rest) else { return nil }
                bytes.append(decoded)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Adds `name=value` to a query, behind an `&` where there is something already. Name and value are encoded as by
    /// ``encode(_:)``.
    public static func appendQueryItem(name: String, value: String, to query: inout String) {
        if !query.isEmpty { query += "&" }
        append(name, to: &query, keepingReserved: false)
        query += "="
        append(value, to: &query, keepingReserved: false)
    }
}

extension PercentEncoding {
    static let percent = UInt8(ascii: "%")

    /// Appends the encoded form of a text; `keepingReserved` keeps reserved characters and triplets too.
    package static func append(_ text: String, to output: inout String, keepingReserved: Bool) {
        if keepingReserved {
            if isUnreservedOrReserved(text) { return output.append(text) }
        } else {
            if isUnreserved(text) { return output.append(text) }
        }
        appendEncoding(text, to: &output, keepingReserved: keepingReserved)
    }

    // Over the storage where there is one, which is faster than to read byte by byte through the view.
    private static func isUnreserved(_ text: String) -> Bool {
        unsafe text.utf8.withContiguousStorageIfAvailable { unsafe $0.allSatisfy { $0.isUnreserved } }
            ?? text.utf8.allSatisfy(\.isUnreserved)
    }

    private static func isUnreservedOrReserved(_ text: String) -> Bool {
        unsafe text.utf8.withContiguousStorageIfAvailable { unsafe $0.allSatisfy { $0.isUnreservedOrReserved } }
            ?? text.utf8.allSatisfy(\.isUnreservedOrReserved)
    }

    private static func appendEncoding(_ text: String, to output: inout String, keepingReserved: Bool) {
        let bytes = text.utf8
        output.reserveCapacity(output.utf8.count + bytes.count * 2)
        var runStart = bytes.startIndex
        var index = runStart
        while index < bytes.endIndex {
            let byte = bytes[index]
            let next = bytes.index(after: index)
            let isKept =
                byte.isUnreserved
                || keepingReserved && (byte.isReserved || byte == percent && tripletValue(bytes[index...]) != nil)
            if !isKept {
                output += text[runStart..<index]
                output += triplets[Int(byte)]
                runStart = next
            }
            index = next
        }
        output += text[runStart...]
    }

    /// The first `%` that starts no triplet, with what stands in the place of its digits; `nil` where there is none.
    static func brokenTriplet(in text: String) -> Substring? {
        var rest = text.utf8[...]
        while let index = rest.firstIndex(of: percent) {
            rest = rest[index...]
            guard tripletValue(rest) != nil else { return Substring(rest.prefix(3)) }
            rest = rest.dropFirst(3)
        }
        return nil
    }

    /// The byte that a triplet at the start of these bytes stands for; `nil` where there is none.
    static func tripletValue(_ bytes: Substring.UTF8View) -> UInt8? {
        var iterator = bytes.makeIterator()
        guard iterator.next() == percent, let high = iterator.next()?.hexadecimalValue,
            let low = iterator.next()?.hexadecimalValue
        else { return nil }
        return high << 4 | low
    }

    /// `%00` to `%FF`: texts of three bytes, which are stored inline and cost no allocation to append.
    private static let triplets: [String] = (0...0xFF).map { byte in
        "%" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}

extension UInt8 {
    /// Whether the byte is an unreserved character (RFC 3986 §2.3).
    package var isUnreserved: Bool {
        // 0-9 - . in the first half, A-Z a-z _ ~ in the second.
        isIn(0x03FF_6000_0000_0000, 0x47FF_FFFE_87FF_FFFE)
    }

    /// Whether the byte is a reserved character: a general or a sub-delimiter (RFC 3986 §2.2).
    package var isReserved: Bool {
        // ! # $ & ' ( ) * + , / : ; = ? in the first half, @ [ ] in the second.
        isIn(0xAC00_9FDA_0000_0000, 0x0000_0000_2800_0001)
    }

    /// Whether the byte is an unreserved or a reserved character.
    package var isUnreservedOrReserved: Bool { isUnreserved || isReserved }

    /// The value of a hexadecimal digit of either case, or `nil` for another byte.
    package var hexadecimalValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
