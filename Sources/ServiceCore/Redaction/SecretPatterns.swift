/// Texts to look for, all of them in one pass: by their first four bytes, of which a table tells whether any text has them.
struct SecretPatterns: Sendable {
    /// The shortest text that is looked for outside of paths: shorter ones are found where they mean nothing.
    static let minimumLength = 4
    /// Longer texts are looked for piece by piece, so that no place costs more than a piece.
    static let pieceLength = 128

    /// The texts by their first four bytes, the longest first, so that one which begins another does not leave its rest.
    private var texts: [UInt32: [[UInt8]]] = [:]
    /// Those of fewer bytes.
    private var shortTexts: [[UInt8]] = []
    private var mayOccur: [Bool]

    init(_ texts: Set<[UInt8]>) {
        mayOccur = [Bool](repeating: false, count: 1 << 10)
        var pieces: Set<[UInt8]> = []
        for text in texts where !text.isEmpty {
            for start in stride(from: 0, to: text.count, by: Self.pieceLength) {
                let end = min(start + Self.pieceLength, text.count)
                pieces.insert(Array(text[max(0, min(start, end - Self.pieceLength))..<end]))
            }
        }
        for piece in pieces.sorted(by: { $0.count > $1.count }) {
            guard piece.count >= Self.minimumLength else {
                shortTexts.append(piece)
                continue
            }
            let window = piece[..<4].reduce(0) { $0 << 8 | UInt32($1) }
            self.texts[window, default: []].append(piece)
            mayOccur[Self.slot(of: window)] = true
        }
    }

    /// Where one of the texts occurs.
    ///
    /// - Parameters:
    ///   - count: How many of the bytes to look at.
    ///   - includingShort: Whether to look for texts of fewer than four bytes as well.
    ///   - isCut: Whether more bytes would follow: then the start of a text at the end is found as well.
    func places(in bytes: [UInt8], count: Int, includingShort: Bool = false, isCut: Bool = false) -> [Range<Int>] {
        var places: [Range<Int>] = []
        if !texts.isEmpty {
            var window: UInt32 = 0
            for index in 0..<count {
                window = window << 8 | UInt32(bytes[index])
                if mayOccur[Self.slot(of: window)], index >= 3, let candidates = texts[window],
                    let length = match(candidates, in: bytes[(index - 3)..<count], isCut: isCut)
                {
                    places.append(index - 3..<index - 3 + length)
                }
            }
        }
        if includingShort, !shortTexts.isEmpty {
            for index in 0..<count {
                if let text = shortTexts.first(where: { bytes[index..<count].starts(with: $0) }) {
                    places.append(index..<index + text.count)
                }
            }
        }
        return places
    }

    /// How many bytes at the start are one of the texts, or the rest of the bytes where it begins one that was cut off.
    private func match(_ texts: [[UInt8]], in bytes: ArraySlice<UInt8>, isCut: Bool) -> Int? {
        for text in texts {
            if bytes.starts(with: text) { return text.count }
            if isCut, bytes.count < text.count, text.starts(with: bytes) { return bytes.count }
        }
        return nil
    }

    private static func slot(of window: UInt32) -> Int { Int(truncatingIfNeeded: (window &* 0x9E37_79B1) >> 22) }
}
