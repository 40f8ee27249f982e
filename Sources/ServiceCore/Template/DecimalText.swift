extension BinaryFloatingPoint where Self: CustomStringConvertible {
    /// The number in the notation of ECMAScript (`Number::toString`), which RFC 8785 uses too: whole numbers without
    /// a fraction, and no exponent from 10⁻⁶ up to 10²¹. The digits are the shortest that read back as the same
    /// number, as in `description`, which switches to an exponent much earlier.
    var decimalText: String {
        guard isFinite else { return description }
        guard self != 0 else { return "0" }
        let text = description
        let parts = text.split(separator: "e", maxSplits: 1)
        guard parts.count == 2, let exponent = Int(parts[1]) else {
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        var digits = parts[0].filter(\.isNumber)
        if parts[0].hasSuffix(".0") { digits.removeLast() }
        // The digits are those of a fraction whose decimal point stands behind the first of them.
        let wholeCount = exponent + 1
        guard (-5...21).contains(wholeCount) else { return text }
        let sign = self < 0 ? "-" : ""
        if wholeCount <= 0 {
            return sign + "0." + String(repeating: "0", count: -wholeCount) + digits
        }
        if digits.count <= wholeCount {
            return sign + digits + String(repeating: "0", count: wholeCount - digits.count)
        }
        return sign + digits.prefix(wholeCount) + "." + digits.dropFirst(wholeCount)
    }
}
