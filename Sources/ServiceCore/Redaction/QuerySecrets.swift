/// Finds the values of secret items in a query or a form (`application/x-www-form-urlencoded`).
struct QuerySecrets {
    static func places(
        in bytes: [UInt8],
        range: Range<Int>? = nil,
        _ redaction: Redaction,
        isCut: Bool = false
    ) -> [MaskedRange] {
        let range = range ?? 0..<bytes.count
        var places: [MaskedRange] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes.firstPlace(of: UInt8(ascii: "&"), in: start..<range.upperBound)
            let equals = bytes.firstPlace(of: UInt8(ascii: "="), in: start..<end)
            if equals < end {
                let value = equals + 1..<end
                if redaction.isSecret(bytes[start..<equals].percentDecoded)
                    || isNested(bytes[value], redaction, isCut: isCut && end == range.upperBound)
                {
                    places.append(MaskedRange(range: value))
                }
            }
            start = end + 1
        }
        return places + TextSecrets.places(in: bytes, range: range, redaction, isCut: isCut)
    }

    /// Whether a piece of a URL holds a secret once it is decoded, for example a URL with a query of its own.
    static func isNested(_ value: ArraySlice<UInt8>, _ redaction: Redaction, isCut: Bool = false) -> Bool {
        var decoded = Array(value)
        // Redirects wrap URLs in URLs, so an encoding may be encoded again.
        for _ in 0..<3 {
            let first = decoded.firstPlace(of: PercentEncoding.percent, in: 0..<decoded.count)
            if first == decoded.count { return false }
            decoded = decoded[...].percentDecoded
            if !TextSecrets.places(in: decoded, redaction, isCut: isCut).isEmpty { return true }
            if !JSONSecrets.places(in: decoded, redaction).isEmpty { return true }
        }
        return false
    }
}

extension ArraySlice<UInt8> {
    /// The bytes with every percent-encoded triplet decoded; a `%` that begins none stays.
    var percentDecoded: [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(count)
        var index = startIndex
        while index < endIndex {
            if self[index] == PercentEncoding.percent, index + 2 < endIndex,
                let high = self[index + 1].hexadecimalValue, let low = self[index + 2].hexadecimalValue
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(self[index])
                index += 1
            }
        }
        return decoded
    }
}
