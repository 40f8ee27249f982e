/// Texts to look for, all of them in one pass: by their first four bytes, for which a table tells what texts to compare.
struct SecretPatterns: Sendable {
    /// The shortest text that is looked for outside of paths: shorter ones are found where they mean nothing.
    static let minimumLength = 4
    /// Longer texts are looked for piece by piece, so that no place costs more than a piece.
    static let pieceLength = 128

    /// For the first four bytes the number of a bucket; 0 where no text begins with them.
    private var bucketNumbers: [UInt16]
    /// Texts whose first four bytes have the same number, the longest first, so that one which begins another does not leave its rest.
    private var buckets: [[[UInt8]]] = [[]]
    /// Those of fewer bytes.
    private var shortTexts: [[UInt8]] = []

    init(_ texts: [[UInt8]]) {
        bucketNumbers = [UInt16](repeating: 0, count: 1 << 10)
        for text in texts where !text.isEmpty {
            if text.count < Self.minimumLength {
                shortTexts.append(text)
            } else if text.count <= Self.pieceLength {
                insert(text)
            } else {
                for start in stride(from: 0, to: text.count, by: Self.pieceLength) {
                    let end = min(start + Self.pieceLength, text.count)
                    insert(Array(text[(end - min(Self.pieceLength, text.count))..<end]))
                }
            }
        }
    }

    private mutating func insert(_ text: [UInt8]) {
        var window: UInt32 = 0
        for index in 0..<Self.minimumLength { window = window << 8 | UInt32(text[index]) }
        let slot = Self.slot(of: window)
        if bucketNumbers[slot] == 0 {
            bucketNumbers[slot] = UInt16(buckets.count)
            buckets.append([])
        }
        let bucket = Int(bucketNumbers[slot])
        var place = 0
        for other in buckets[bucket] {
            if other == text { return }
            if other.count >= text.count { place += 1 }
        }
        buckets[bucket].insert(text, at: place)
    }

    /// Where one of the texts occurs.
    ///
    /// - Parameters:
    ///   - range: Which of the bytes to look at.
    ///   - includingShort: Whether to look for texts of fewer than four bytes as well.
    ///   - isCut: Whether more bytes would follow: then the start of a text at the end is found as well.
    func places(
        in bytes: [UInt8],
        range: Range<Int>,
        includingShort: Bool = false,
        isCut: Bool = false
    ) -> [Range<Int>] {
        var places: [Range<Int>] = []
        if buckets.count > 1 {
            let numbers = bucketNumbers
            var window: UInt32 = 0
            var index = range.lowerBound
            while index < range.upperBound {
                window = window << 8 | UInt32(bytes[index])
                index += 1
                let number = Int(numbers[Self.slot(of: window)])
                if number != 0, index >= range.lowerBound + 4,
                    let length = match(buckets[number], in: bytes, index - 4..<range.upperBound, isCut: isCut)
                {
                    places.append(index - 4..<index - 4 + length)
                }
            }
        }
        if includingShort, !shortTexts.isEmpty {
            for index in range {
                if let length = match(shortTexts, in: bytes, index..<range.upperBound, isCut: false) {
                    places.append(index..<index + length)
                }
            }
        }
        return places
    }

    /// How many bytes at the start are one of the texts, or all of the bytes where they begin one that was cut off.
    private func match(_ texts: [[UInt8]], in bytes: [UInt8], _ range: Range<Int>, isCut: Bool) -> Int? {
        for text in texts {
            let count = min(text.count, range.count)
            if count < text.count, !isCut || count < Self.minimumLength { continue }
            var index = 0
            while index < count, bytes[range.lowerBound + index] == text[index] { index += 1 }
            if index == count { return count }
        }
        return nil
    }

    private static func slot(of window: UInt32) -> Int { Int(truncatingIfNeeded: (window &* 0x9E37_79B1) >> 22) }
}
