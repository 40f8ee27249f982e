extension JSONParser {
    /// Parses a number whose first byte, a digit or `-`, is at the position (RFC 8259 §6).
    mutating func number(_ bytes: Span<UInt8>) throws(JSONFailure) -> DynamicValue {
        let start = position
        var decimal = ScannedDecimal()
        decimal.isNegative = next(bytes, is: UInt8(ascii: "-"))
        if next(bytes, is: UInt8(ascii: "0")) {
            if isDigit(bytes) { throw unexpected(bytes, "no digit after a leading zero") }
        } else {
            try digits(bytes) { decimal.append($0) }
        }
        if next(bytes, is: UInt8(ascii: ".")) {
            decimal.isInteger = false
            let first = position
            try digits(bytes) { decimal.append($0) }
            decimal.exponent = first - position
        }
        if next(bytes, is: UInt8(ascii: "e")) || next(bytes, is: UInt8(ascii: "E")) {
            decimal.isInteger = false
            let isNegative = next(bytes, is: UInt8(ascii: "-"))
            if !isNegative { _ = next(bytes, is: UInt8(ascii: "+")) }
            var exponent = 0
            // Beyond a million the digits do not matter any more, and must not overflow.
            try digits(bytes) { if exponent < 1_000_000 { exponent = exponent * 10 + $0 } }
            decimal.exponent += isNegative ? -exponent : exponent
        }
        if let value = decimal.value { return value }
        return DynamicValue(decimal: text(bytes, start..<position))
    }

    /// Passes over one digit or more.
    private mutating func digits(_ bytes: Span<UInt8>, _ body: (Int) -> Void) throws(JSONFailure) {
        guard isDigit(bytes) else { throw unexpected(bytes, "a digit") }
        while isDigit(bytes) {
            body(Int(bytes[position] &- UInt8(ascii: "0")))
            position += 1
        }
    }

    private func isDigit(_ bytes: Span<UInt8>) -> Bool {
        position < bytes.count && bytes[position] &- UInt8(ascii: "0") <= 9
    }

    private func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        // The buffer is valid for the closure, and the string copies it.
        unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

/// A number as its digits are read.
private struct ScannedDecimal {
    var isNegative = false
    var isInteger = true
    var exponent = 0
    private var magnitude: UInt64 = 0
    private var digitCount = 0

    mutating func append(_ digit: Int) {
        magnitude = magnitude &* 10 &+ UInt64(truncatingIfNeeded: digit)
        if magnitude != 0 || digitCount > 0 { digitCount += 1 }
    }

    /// The value, where it can be told from the digits alone.
    var value: DynamicValue? {
        if digitCount == 0 {
            return isInteger && !isNegative ? .int(0) : .double(isNegative ? -0.0 : 0.0)
        }
        if isInteger {
            // Nineteen digits fit in an unsigned integer of 64 bits.
            guard digitCount <= 19 else { return nil }
            if isNegative { return magnitude <= 1 << 63 ? .int(Int64(truncatingIfNeeded: 0 &- magnitude)) : nil }
            return Int64(exactly: magnitude).map(DynamicValue.int)
        }
        // Fifteen digits and a power of ten up to 22 are exact as Double, so one operation rounds correctly, and Double
        // tells all numbers of fifteen digits from each other.
        guard digitCount <= 15, abs(exponent) < Self.powersOfTen.count else { return nil }
        let power = Self.powersOfTen[abs(exponent)]
        let value = exponent < 0 ? Double(magnitude) / power : Double(magnitude) * power
        return .double(isNegative ? -value : value)
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20,
        1e21, 1e22,
    ]
}
