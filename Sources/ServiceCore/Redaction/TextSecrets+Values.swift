// Where a value ends.
extension TextSecrets {
    /// In front of the quotation mark, and of the backslashes that it has in common with the one before the value. Where that has none, an
    /// even number of them belongs to the value.
    func endOfString(from start: Int, _ quote: UInt8, _ backslashes: Int) -> Int {
        var count = 0
        for index in start..<Swift.max(start, end) {
            if bytes[index] == quote {
                if backslashes == 0, count.isMultiple(of: 2) { return index }
                if backslashes > 0, count <= backslashes { return index - count }
            }
            count = bytes[index] == UInt8(ascii: "\\") ? count + 1 : 0
        }
        return end
    }

    /// At a line break.
    func endOfLine(from start: Int) -> Int {
        bytes[start..<Swift.max(start, end)].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? end
    }

    func endOfContainer(from start: Int) -> Int {
        var depth = 0
        for index in start..<end {
            switch bytes[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
        }
        return end
    }

    func endOfScalar(from start: Int) -> Int {
        bytes[start..<end].firstIndex { ",}]".utf8.contains($0) || Self.isSpace($0) } ?? end
    }

    /// Where an item of a query ends, or an assignment in a sentence. Punctuation ends it only in front of a space, for it may stand in
    /// a query.
    func endOfItem(from start: Int) -> Int {
        let first = endOfWord(from: start)
        // The longest of these words has nine.
        if first - start > 9 { return first }
        let word = String(decoding: bytes[start..<first], as: UTF8.self).asciiLowercased
        guard ["bearer", "basic", "token", "digest", "bearer+", "bearer%20"].contains(word) else { return first }
        return endOfWord(from: bytes[first..<end].firstIndex { !Self.isSpace($0) } ?? first)
    }

    func endOfWord(from start: Int) -> Int {
        var index = start
        while index < end, case let place = bytes.firstPlace(of: Self.mayEndWord, in: index..<end), place < end {
            if Self.endsWord.contains(bytes[place]) || place + 1 == end || Self.isSpace(bytes[place + 1]) {
                return place
            }
            index = place + 1
        }
        return end
    }

    private static let endsWord = ByteTable { isSpace($0) || "&\"<>#`\\".utf8.contains($0) }
    private static let mayEndWord = ByteTable { endsWord.contains($0) || ";,)]}'".utf8.contains($0) }
}
