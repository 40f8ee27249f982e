/// Texts that are secret wherever they stand, however they are written: see ``UnescapedText``, and as a part of Base64.
struct SecretValues: Sendable {
    private(set) var texts: Set<String> = []
    /// What to look for, once it has been made.
    private var prepared: Patterns?

    /// What is looked for in a text as it is, and in the same with its escapes undone.
    private struct Patterns: Sendable {
        let plain: SecretPatterns
        let unescaped: SecretPatterns
    }

    var isEmpty: Bool { texts.isEmpty }

    mutating func insert(_ text: String) {
        if !text.isEmpty, texts.insert(text).inserted { prepared = nil }
    }

    /// Makes what is looked for now, for whoever looks more than once.
    mutating func prepare() {
        if prepared == nil { prepared = patterns }
    }

    /// Where one of the texts occurs.
    ///
    /// - Parameters:
    ///   - bytes: Where to look.
    ///   - includingShort: Whether to look for texts of fewer than four bytes as well.
    ///   - isCut: Whether more bytes would follow: then the start of a text at the end is found as well.
    func places(in bytes: [UInt8], includingShort: Bool = false, isCut: Bool = false) -> [MaskedRange] {
        if texts.isEmpty || bytes.isEmpty { return [] }
        let patterns = prepared ?? patterns
        var places = patterns.plain.places(
            in: bytes,
            count: bytes.count,
            includingShort: includingShort,
            isCut: isCut
        )
        // In blocks, for it takes several times the memory of the text.
        for start in stride(from: 0, to: bytes.count, by: Self.blockLength) {
            let end = min(start + Self.blockLength + Self.overlap, bytes.count)
            let text = UnescapedText(bytes, range: start..<end)
            let isCut = isCut && end == bytes.count
            let count = text.bytes.count - (isCut ? text.unfinishedCount : 0)
            let found = patterns.unescaped.places(
                in: text.bytes,
                count: count,
                includingShort: includingShort,
                isCut: isCut
            )
            places += found.map { range in
                let place = text.place(of: range)
                // An escape that was cut off may belong to the text in front of it.
                return isCut && range.upperBound == count ? place.lowerBound..<end : place
            }
        }
        return places.map { MaskedRange(range: $0) }
    }

    /// How much of a text is unescaped at once, and how much of the next block with it: more than a piece takes that is escaped a few
    /// times over.
    private static let blockLength = 1 << 16
    private static let overlap = 1 << 12

    private var patterns: Patterns {
        var (plain, unescaped) = (Set<[UInt8]>(), Set<[UInt8]>())
        for text in texts {
            let bytes = Array(text.utf8)
            plain.insert(bytes)
            for form in [bytes] + Self.encoded(bytes) {
                let form = UnescapedText(form)
                // A text that shrinks to less than is looked for is found as it is.
                let isShort = bytes.count < SecretPatterns.minimumLength
                if isShort || form.bytes.count >= SecretPatterns.minimumLength { unescaped.insert(form.bytes) }
                // What ends like an escape may get another end from what follows it.
                let rest = form.bytes.dropLast(form.unfinishedCount)
                if rest.count >= SecretPatterns.minimumLength { unescaped.insert(Array(rest)) }
            }
        }
        return Patterns(plain: SecretPatterns(plain), unescaped: SecretPatterns(unescaped))
    }

    /// The shortest text that is looked for as a part of Base64: of a shorter one too few digits are certain.
    private static let minimumEncodedLength = 6

    /// What is certain of the digits of Base64 of whatever contains the bytes, as it may have any number of bytes in front of them.
    private static func encoded(_ bytes: [UInt8]) -> [[UInt8]] {
        guard bytes.count >= minimumEncodedLength else { return [] }
        return (0..<3).flatMap { offset in
            let digits = Base64.encode([UInt8](repeating: 0, count: offset) + bytes)
            let certain = Array(digits[(offset * 4 + 2) / 3..<(offset + bytes.count) * 4 / 3])
            // The alphabet of URLs has two other digits (RFC 4648 §5).
            let other = certain.map {
                $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
            }
            return certain == other ? [certain] : [certain, other]
        }
    }
}
