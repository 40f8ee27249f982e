/// Percent-encoding of texts for the parts of a URI (RFC 3986 §2.1), over the bytes of their UTF-8 form.
///
/// ``encode(_:)`` is for data: the value of a path segment, the name or the value of a query item. A text of which
/// nothing must be encoded comes back as it is, without an allocation. A space is `%20`, never `+`.
public enum PercentEncoding {
    /// Encodes everything but the unreserved characters (letters, digits, `-`, `.`, `_`, `~`; RFC 3986 §2.3).
    ///
    /// The result means the text and nothing else wherever it stands in a URI; a `%` becomes `%25`.
    public static func encode(_ text: String) -> String {
        if ASCIISet.unreserved.containsAll(of: text) { return text }
        return TextBuilder.build { $0.append(encoding: text) }
    }

    /// Encodes everything but the unreserved and the reserved characters (RFC 3986 §2.2) and leaves percent-encoded
    /// triplets as they are: for a text that is a piece of a URI already, such as `/foo/bar?q=a b`.
    ///
    /// A `%` that does not start a triplet becomes `%25`.
    public static func encodeKeepingReserved(_ text: String) -> String {
        if text.firstByte(where: { !$0.isUnreservedOrReserved }) == nil { return text }
        return TextBuilder.build { $0.append(encoding: text, keepingReserved: true) }
    }

    /// Decodes every percent-encoded triplet.
    ///
    /// A `+` stays a `+`: that it means a space is a rule of HTML forms and not of RFC 3986.
    ///
    /// - Returns: The text, or `nil` where a `%` is not followed by two hexadecimal digits or the bytes are not UTF-8.
    public static func decode(_ text: String) -> String? {
        guard text.containsByte(percent) else { return text }
        let decoded: [UInt8]? = unsafe text.withBytes { bytes in
            var decoded: [UInt8] = []
            decoded.reserveCapacity(bytes.count)
            var index = 0
            while index < bytes.count {
                if unsafe bytes[index] != percent {
                    unsafe decoded.append(bytes[index])
                    index += 1
                } else if let byte = unsafe bytes.triplet(at: index) {
                    decoded.append(byte)
                    index += 3
                } else {
                    return nil
                }
            }
            return decoded
        }
        return decoded.flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// Adds `name=value` to a query, behind an `&` where there is something already. Name and value are encoded as by
    /// ``encode(_:)``.
    public static func appendQueryItem(name: String, value: String, to query: inout String) {
        if !query.isEmpty { query += "&" }
        query += TextBuilder.build { $0.appendQueryItem(name: name, value: value) }
    }
}

extension PercentEncoding {
    static let percent = UInt8(ascii: "%")

    /// The first `%` that starts no triplet, with what stands in the place of its digits; `nil` where there is none.
    static func brokenTriplet(in text: String) -> Substring? {
        guard text.containsByte(percent) else { return nil }
        let position: Int? = unsafe text.withBytes { bytes in
            var index = 0
            while index < bytes.count {
                if unsafe bytes[index] != percent {
                    index += 1
                } else if unsafe bytes.triplet(at: index) != nil {
                    index += 3
                } else {
                    return index
                }
            }
            return nil
        }
        return position.map { Substring(text.utf8.dropFirst($0).prefix(3)) }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The byte for which the percent-encoded triplet at an index stands; `nil` where there is none.
    func triplet(at index: Int) -> UInt8? {
        // In bounds: the second condition, for an index that is.
        guard unsafe self[index] == PercentEncoding.percent, index + 2 < count,
            let high = unsafe self[index + 1].hexadecimalValue, let low = unsafe self[index + 2].hexadecimalValue
        else { return nil }
        return high << 4 | low
    }
}

extension UInt8 {
    /// Whether the byte is an unreserved character (RFC 3986 §2.3).
    package var isUnreserved: Bool { ASCIISet.unreserved.contains(self) }

    /// Whether the byte is a reserved character: a general or a sub-delimiter (RFC 3986 §2.2).
    package var isReserved: Bool { ASCIISet.reserved.contains(self) }

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
