extension UInt8 {
    /// The lower-case form of an ASCII letter, any other byte as it is.
    package var asciiLowercased: UInt8 {
        self >= 0x41 && self <= 0x5A ? self | 0x20 : self
    }

    /// Whether the byte may stand in a `token` (RFC 9110 §5.6.2).
    package var isTokenByte: Bool { ASCIISet.token.contains(self) }
}

extension String {
    /// Reads the bytes in place where that is possible, which is several times faster than one by one over `utf8`.
    @inline(__always)
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = unsafe utf8.withContiguousStorageIfAvailable({ bytes in unsafe body(bytes) }) { return result }
        var copy = self
        return copy.withUTF8 { bytes in unsafe body(bytes) }
    }

    /// The first byte for which a condition holds.
    package func firstByte(where condition: (UInt8) -> Bool) -> UInt8? {
        unsafe withBytes { bytes in unsafe bytes.first(where: condition) }
    }

    /// The text with ASCII letters in lower case, and no other character changed.
    var asciiLowercased: String {
        firstByte { $0.asciiLowercased != $0 } == nil
            ? self : String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self)
    }

    /// Whether two texts are the same but for the case of ASCII letters. It allocates nothing.
    @inline(__always)
    package func equalsIgnoringASCIICase(_ other: String) -> Bool {
        // Most texts differ in their length, which this tells without a call.
        utf8.count == other.utf8.count && bytesEqualIgnoringCase(other)
    }

    private func bytesEqualIgnoringCase(_ other: String) -> Bool {
        unsafe withBytes { left in
            unsafe other.withBytes { right in
                for index in left.indices {
                    // In bounds: they are equally long.
                    let (first, second) = unsafe (left[index], right[index])
                    if first != second && first.asciiLowercased != second.asciiLowercased { return false }
                }
                return true
            }
        }
    }
}
