/// A text as it is compared: every escape undone, however deep they are nested, and beside each byte the place where it came from.
///
/// Whoever repeats a secret writes it as JSON (`\/`, `\u0041`), as JSON in a string of JSON, percent-encoded, as a form (`+`), as
/// HTML (`&amp;`) or as a debug description (`\u{41}`, `\x41`). All of these become one text, as the secret itself does, so
/// one comparison finds every spelling. For that
/// - what an escape stands for may be an escape again: `%2541` is `A`;
/// - backslashes vanish, and a line break is the letter of its escape: `\n`, `\\n` and the break itself are all `n`;
/// - `+` is a space.
///
/// A pass undoes one layer of escapes, and there are a few passes at most: none where there is no escape.
struct UnescapedText {
    private(set) var bytes: [UInt8]
    /// Where each of the bytes begins in the text; `nil` for a text without escapes.
    private var starts: [Int]?
    private let range: Range<Int>

    /// How many layers are undone: that of a secret which looks like an escape itself, and those of whoever repeats it.
    private static let maximumDepth = 6

    /// - Parameter range: The part of the text. Default: all of it.
    init(_ text: [UInt8], range: Range<Int>? = nil) {
        self.range = range ?? text.indices
        bytes = self.range.count == text.count ? text : Array(text[self.range])
        for _ in 0..<Self.maximumDepth {
            guard let layer = EscapeLayer(bytes) else { break }
            replace(layer.bytes, startingAt: layer.starts)
        }
        if bytes.hasByte(of: EscapeLayer.isNotNormal) { normalize() }
    }

    /// Whether the text is as it was.
    var isUnchanged: Bool { starts == nil }

    /// The place in the text of some of the bytes.
    func place(of range: Range<Int>) -> Range<Int> {
        let offset = self.range.lowerBound
        guard let starts else { return range.lowerBound + offset..<range.upperBound + offset }
        let end = range.upperBound < starts.count ? starts[range.upperBound] + offset : self.range.upperBound
        return starts[range.lowerBound] + offset..<end
    }

    /// How many of the bytes at the end may be the start of an escape that was cut off.
    var unfinishedCount: Int {
        var end = bytes.count
        for index in bytes.indices.suffix(9).reversed() where isUnfinishedEscape(at: index) {
            end = index
            break
        }
        // The first half of a pair of surrogates means nothing without the other.
        if end >= 5, isEscape(at: end - 5), bytes[end - 4].asciiLowercased == UInt8(ascii: "d"),
            let digit = bytes[end - 3].hexadecimalValue, (8...11).contains(digit)
        {
            end -= 5
        }
        return bytes.count - end
    }

    private func isUnfinishedEscape(at index: Int) -> Bool {
        let tail = bytes[(index + 1)...]
        return switch bytes[index] {
        case PercentEncoding.percent: tail.count < 2 && tail.allSatisfy { $0.hexadecimalValue != nil }
        case UInt8(ascii: "&"): EscapeLayer.mayBecomeEntity(tail)
        case UInt8(ascii: "u"): tail.count < 4 && tail.allSatisfy { $0.hexadecimalValue != nil } && isEscape(at: index)
        default: false
        }
    }

    /// Whether a byte is a `u` that stood behind a backslash, which has vanished.
    private func isEscape(at index: Int) -> Bool {
        guard let starts, bytes[index] == UInt8(ascii: "u") else { return false }
        return (index + 1 < starts.count ? starts[index + 1] : range.count) - starts[index] > 1
    }

    private mutating func replace(_ bytes: [UInt8], startingAt new: [Int]) {
        starts = starts.map { old in new.map { old[$0] } } ?? new
        self.bytes = bytes
    }

    /// Removes the backslashes that are left, and writes bytes as they are compared.
    private mutating func normalize() {
        var (normal, starts, start) = ([UInt8](), [Int](), Int?.none)
        normal.reserveCapacity(bytes.count)
        starts.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            if byte == EscapeLayer.backslash {
                start = start ?? index
            } else {
                normal.append(EscapeLayer.letters[Int(byte)])
                starts.append(start ?? index)
                start = nil
            }
        }
        replace(normal, startingAt: starts)
    }
}
