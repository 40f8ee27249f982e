/// Base64 with padding, RFC 4648 §4.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var bits = Int(bytes[start]) << 16
            if count > 1 { bits |= Int(bytes[start + 1]) << 8 }
            if count > 2 { bits |= Int(bytes[start + 2]) }
            text.append(alphabet[bits >> 18])
            text.append(alphabet[bits >> 12 & 0x3F])
            text.append(count > 1 ? alphabet[bits >> 6 & 0x3F] : UInt8(ascii: "="))
            text.append(count > 2 ? alphabet[bits & 0x3F] : UInt8(ascii: "="))
        }
        return text
    }

    /// The bytes for which a text stands, of the alphabet of §4 or that of §5, with padding or without; `nil` where it is none.
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var (bytes, bits, count, isPadded) = ([UInt8](), 0, 0, false)
        for digit in text {
            if digit == UInt8(ascii: "=") {
                isPadded = true
                continue
            }
            let plain =
                digit == UInt8(ascii: "-") ? UInt8(ascii: "+") : digit == UInt8(ascii: "_") ? UInt8(ascii: "/") : digit
            guard !isPadded, let value = alphabet.firstIndex(of: plain) else { return nil }
            bits = (bits << 6 | value) & 0xFFFF
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return bytes
    }
}
