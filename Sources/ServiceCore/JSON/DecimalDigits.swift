/// The number that a decimal text denotes: digits without zeros at either end, times a power of ten.
///
/// Two texts denote the same number exactly when this is equal.
struct DecimalDigits: Equatable {
    private var isNegative = false
    private var digits: [UInt8] = []
    private var exponent = 0

    /// Takes a text in the grammar of RFC 8259 §6.
    init(_ text: String) {
        let end = text.utf8.firstIndex { $0 | 0x20 == UInt8(ascii: "e") }
        var isFraction = false
        digits.reserveCapacity(text.utf8.count)
        for byte in text.utf8[..<(end ?? text.endIndex)] {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isFraction = true
            default:
                if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte) }
                if isFraction { exponent -= 1 }
            }
        }
        // An exponent that is no Int belongs to a number that no Double is near, except zero.
        if let end { exponent &+= Int(text[text.index(after: end)...]) ?? .max }
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            exponent &+= 1
        }
        if digits.isEmpty { exponent = 0 }
    }
}

extension DynamicValue {
    /// The value of a number in the grammar of RFC 8259 §6: a `Double` where its shortest text denotes the same number
    /// and it is not written as an integer, its text otherwise.
    init(decimal text: String) {
        let isInteger = !text.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") || $0 == UInt8(ascii: ".") }
        if !isInteger, let value = Double(text), value.isFinite,
            DecimalDigits(value.description) == DecimalDigits(text)
        {
            self = .double(value)
        } else {
            self = .number(text)
        }
    }
}
