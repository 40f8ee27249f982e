extension Span<UInt8> {
    /// The offset of the first byte that begins no well-formed sequence (Unicode, table 3-7), or `nil`.
    var offsetOfInvalidUTF8: Int? {
        var offset = 0
        while offset < count {
            guard let length = lengthOfUTF8Sequence(at: offset) else { return offset }
            offset += length
        }
        return nil
    }

    private func lengthOfUTF8Sequence(at offset: Int) -> Int? {
        let lead = self[offset]
        if lead < 0x80 { return 1 }
        // The second byte has a smaller range after some leads, which rules out overlong forms and surrogates.
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch lead {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            default: (0, 0x80...0xBF)
            }
        guard length > 0, offset + length <= count, second.contains(self[offset + 1]) else { return nil }
        for index in (offset + 2)..<(offset + length) where self[index] & 0xC0 != 0x80 { return nil }
        return length
    }
}
