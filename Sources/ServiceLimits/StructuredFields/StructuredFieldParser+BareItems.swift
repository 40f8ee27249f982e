extension StructuredFieldParser {
    /// RFC 9651 §4.2.3.1: the first character tells the type.
    mutating func parseBareItem() throws(StructuredFieldError) -> BareItem {
        guard let next else { throw error("a value is missing") }
        return switch next {
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try parseNumber()
        case UInt8(ascii: "\""): .string(try parseString())
        case UInt8(ascii: "*"): .token(parseToken())
        case _ where next.isLetter: .token(parseToken())
        case UInt8(ascii: ":"): .byteSequence(try parseByteSequence())
        case UInt8(ascii: "?"): .boolean(try parseBoolean())
        case UInt8(ascii: "@"): .date(try parseDate())
        case UInt8(ascii: "%"): .displayString(try parseDisplayString())
        default: throw error("no value begins with this character")
        }
    }

    /// RFC 9651 §4.2.4: 15 digits, or 12 before and 3 behind the point.
    private mutating func parseNumber() throws(StructuredFieldError) -> BareItem {
        let isNegative = take("-")
        let whole = take(while: \.isDigit)
        if whole.isEmpty { throw error("a number has no digits") }
        guard take(".") else {
            if whole.count > 15 { throw error("an integer has more than 15 digits") }
            return .integer(whole.number(isNegative: isNegative))
        }
        let fraction = take(while: \.isDigit)
        if whole.count > 12 { throw error("a decimal has more than 12 digits before its point") }
        if !(1...3).contains(fraction.count) { throw error("a decimal has no digits behind its point, or more than 3") }
        let zeros = repeatElement(UInt8(ascii: "0"), count: 3 - fraction.count)
        return .decimal(thousandths: (whole + fraction + zeros).number(isNegative: isNegative))
    }

    /// RFC 9651 §4.2.8.
    private mutating func parseBoolean() throws(StructuredFieldError) -> Bool {
        position += 1
        if take("1") { return true }
        if take("0") { return false }
        throw error("a Boolean is neither ?0 nor ?1")
    }

    /// RFC 9651 §4.2.9.
    private mutating func parseDate() throws(StructuredFieldError) -> Int64 {
        position += 1
        guard case .integer(let seconds) = try parseNumber() else { throw error("a date is no integer") }
        return seconds
    }
}

extension Sequence<UInt8> {
    /// The value of digits, fifteen at most.
    fileprivate func number(isNegative: Bool) -> Int64 {
        let magnitude = reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        return isNegative ? -magnitude : magnitude
    }
}
