// Every byte of every header field and URL is looked at before it is sent, so these look at eight at once
// (Henry S. Warren, Hacker's Delight, §6-1).
extension String {
    /// Whether a byte occurs.
    func containsByte(_ byte: UInt8) -> Bool {
        let pattern = UInt64(repeating: byte)
        return containsWord { ($0 ^ pattern).hasByteBelow(1) }
    }

    /// Whether one of two bytes occurs.
    func containsByte(_ byte: UInt8, or other: UInt8) -> Bool {
        let (pattern, otherPattern) = (UInt64(repeating: byte), UInt64(repeating: other))
        return containsWord { ($0 ^ pattern).hasByteBelow(1) || ($0 ^ otherPattern).hasByteBelow(1) }
    }

    /// Whether a byte occurs that is less than a limit, which is 128 at most.
    func containsByte(below limit: UInt8) -> Bool {
        containsWord { $0.hasByteBelow(limit) }
    }

    @inline(__always)
    private func containsWord(where condition: (UInt64) -> Bool) -> Bool {
        unsafe withBytes { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            guard bytes.count >= 8 else {
                // Filled up with a byte that does not occur in UTF-8.
                var word = UInt64.max
                for index in bytes.indices { word = unsafe word << 8 | UInt64(bytes[index]) }
                return condition(word)
            }
            var offset = 0
            while offset < bytes.count - 8 {
                if condition(unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) { return true }
                offset += 8
            }
            // The last eight overlap those before.
            return condition(unsafe bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
        }
    }
}

extension UInt64 {
    /// Eight times the same byte.
    fileprivate init(repeating byte: UInt8) {
        self = UInt64(byte) &* 0x0101_0101_0101_0101
    }

    /// Whether one of the eight bytes is less than a limit, which is 128 at most.
    fileprivate func hasByteBelow(_ limit: UInt8) -> Bool {
        (self &- UInt64(repeating: limit)) & ~self & UInt64(repeating: 0x80) != 0
    }
}
