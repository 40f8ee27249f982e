extension StructuredFieldParser {
    /// RFC 9651 §4.2.7: Base64 between colons. As the RFC advises, padding may be missing and spare bits need not be zero.
    mutating func parseByteSequence() throws(StructuredFieldError) -> [UInt8] {
        position += 1
        let digits = take { $0.base64Value != nil }
        let padding = take { $0 == UInt8(ascii: "=") }
        if !take(":") { throw error("a byte sequence has a character that is not Base64, or no closing colon") }
        guard digits.count % 4 != 1, padding.isEmpty || (digits.count + padding.count) % 4 == 0 && padding.count < 3
        else {
            throw error("the Base64 of a byte sequence has a wrong length")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count * 3 / 4)
        var (bits, bitCount): (UInt32, Int) = (0, 0)
        for value in digits.lazy.compactMap(\.base64Value) {
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            }
        }
        return bytes
    }
}

extension UInt8 {
    /// The six bits of a character of Base64 (RFC 4648 §4).
    fileprivate var base64Value: UInt8? {
        switch self {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): self - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): self - UInt8(ascii: "a") + 26
        case _ where isDigit: self - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
