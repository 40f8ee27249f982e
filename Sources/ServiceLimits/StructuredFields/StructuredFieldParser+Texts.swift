import ServiceCore

extension StructuredFieldParser {
    /// RFC 9651 §4.2.5.
    mutating func parseString() throws(StructuredFieldError) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = take() {
            switch byte {
            case UInt8(ascii: "\""):
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = take(), escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\") else {
                    throw error("a backslash is followed by neither a quotation mark nor a backslash")
                }
                text.append(escaped)
            case _ where byte.isPrintable:
                text.append(byte)
            default:
                throw error("a string has a character that is not printable ASCII")
            }
        }
        throw error("the closing quotation mark of a string is missing")
    }

    /// RFC 9651 §4.2.6; the first character has been looked at.
    mutating func parseToken() -> String {
        let token = take { $0.isTokenByte || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }
        return String(decoding: token, as: UTF8.self)
    }

    /// RFC 9651 §4.2.10.
    mutating func parseDisplayString() throws(StructuredFieldError) -> String {
        position += 1
        if !take("\"") { throw error("the opening quotation mark of a display string is missing") }
        var text: [UInt8] = []
        while let byte = take() {
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else {
                    throw error("a display string is not UTF-8")
                }
                return text
            case UInt8(ascii: "%"):
                guard let high = takeHexadecimalDigit(), let low = takeHexadecimalDigit() else {
                    throw error("a percent sign is not followed by two lower-case hexadecimal digits")
                }
                text.append(high << 4 | low)
            case _ where byte.isPrintable:
                text.append(byte)
            default:
                throw error("a display string has a character that is not printable ASCII")
            }
        }
        throw error("the closing quotation mark of a display string is missing")
    }

    private mutating func takeHexadecimalDigit() -> UInt8? {
        guard let byte = take(), byte.isDigit || byte.isLowercaseLetter else { return nil }
        return byte.hexadecimalValue
    }
}
