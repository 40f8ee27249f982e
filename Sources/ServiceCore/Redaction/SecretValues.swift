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
        var places: [Range<Int>] = []
        // In blocks, for it takes several times the memory of the text.
        for start in stride(from: 0, to: bytes.count, by: Self.blockLength) {
            let block = start..<min(start + Self.blockLength + Self.overlap, bytes.count)
            let text = UnescapedText(bytes, range: block)
            let isCut = isCut && block.upperBound == bytes.count
            let count = text.bytes.count - (isCut ? text.unfinishedCount : 0)
            let found = patterns.unescaped.places(
                in: text.bytes,
                range: 0..<count,
                includingShort: includingShort,
                isCut: isCut
            )
            for range in found {
                let place = text.place(of: range)
                // An escape that was cut off may belong to the text in front of it.
                places.append(isCut && range.upperBound == count ? place.lowerBound..<block.upperBound : place)
            }
            // Where there is no escape, it is the same text.
            if text.isUnchanged { continue }
            places += patterns.plain.places(in: bytes, range: block, includingShort: includingShort, isCut: isCut)
        }
        return places.map { MaskedRange(range: $0) }
    }

    /// How much of a text is unescaped at once, and how much of the next block with it: more than a piece takes that is escaped a few
    /// times over.
    private static let blockLength = 1 << 16
    private static let overlap = 1 << 12

    private var patterns: Patterns {
        var (plain, unescaped) = ([[UInt8]](), [[UInt8]]())
        // One text may be there in several forms, of which the shortest has the fewest escapes.
        var shortest: [String: [[UInt8]]] = [:]
        for text in texts {
            let bytes = Array(text.utf8)
            plain.append(bytes)
            let form = UnescapedText(bytes)
            // A text that shrinks to less than is looked for is found as it is.
            let isShort = bytes.count < SecretPatterns.minimumLength
            if isShort || form.bytes.count >= SecretPatterns.minimumLength { unescaped.append(form.bytes) }
            // What ends like an escape may get another end from what follows it.
            let unfinished = form.unfinishedCount
            if unfinished > 0, form.bytes.count - unfinished >= SecretPatterns.minimumLength {
                unescaped.append(Array(form.bytes.dropLast(unfinished)))
            }
            let key = String(decoding: form.bytes, as: UTF8.self)
            let length = shortest[key]?.first?.count ?? .max
            if bytes.count < length { shortest[key] = [bytes] }
            if bytes.count == length { shortest[key]?.append(bytes) }
        }
        for texts in shortest.values {
            for text in texts { unescaped += Self.encoded(text) }
        }
        return Patterns(plain: SecretPatterns(plain), unescaped: SecretPatterns(unescaped))
    }

    /// The shortest text that is looked for as a part of Base64: of a shorter one too few digits are certain.
    private static let minimumEncodedLength = 6

    /// What is certain of the digits of Base64 of whatever contains the bytes, as it may have any number of bytes in front of them: in both
    /// alphabets (RFC 4648 §4 and §5), and as they are compared.
    private static func encoded(_ bytes: [UInt8]) -> [[UInt8]] {
        if bytes.count < minimumEncodedLength { return [] }
        var forms: [[UInt8]] = []
        for offset in 0..<3 {
            let digits = Base64.encode([UInt8](repeating: 0, count: offset) + bytes)
            var standard = Array(digits[(offset * 4 + 2) / 3..<(offset + bytes.count) * 4 / 3])
            var ofURLs = standard
            for index in standard.indices {
                let digit = standard[index]
                if digit == UInt8(ascii: "+") { (standard[index], ofURLs[index]) = (0x20, UInt8(ascii: "-")) }
                if digit == UInt8(ascii: "/") { ofURLs[index] = UInt8(ascii: "_") }
            }
            forms.append(standard)
            if ofURLs != standard { forms.append(ofURLs) }
        }
        return forms
    }
}
