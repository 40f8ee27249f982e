/// The text of an IPv6 address, as it stands in the brackets of a URL (RFC 3986 §3.2.2, zones as in RFC 6874).
package enum IPv6Address {
    /// Whether a text is an IPv6 address: `2001:db8::1`, `::ffff:192.0.2.1`, `fe80::1%25eth0`.
    package static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 {
            guard parts[1].hasPrefix("25"), parts[1].utf8.count > 2,
                parts[1].utf8.allSatisfy({ $0.isUnreserved || $0 == PercentEncoding.percent }),
                PercentEncoding.brokenTriplet(in: String(parts[1])) == nil
            else { return false }
        }
        let address = parts[0]
        guard let gap = address.firstRange(of: "::") else { return groups(in: address, endsAddress: true) == 8 }
        guard let left = groups(in: address[..<gap.lowerBound], endsAddress: false),
            let right = groups(in: address[gap.upperBound...], endsAddress: true)
        else { return false }
        return left + right < 8
    }

    /// Whether the host of a URL is an IPv6 address, which stands in brackets.
    package static func isHost(_ host: some StringProtocol) -> Bool {
        host.hasPrefix("[") && host.hasSuffix("]") && isValid(String(host.dropFirst().dropLast()))
    }

    /// The number of groups of 16 bits, or `nil` where something else stands between the colons.
    private static func groups(in text: Substring, endsAddress: Bool) -> Int? {
        guard !text.isEmpty else { return 0 }
        var groups = text.split(separator: ":", omittingEmptySubsequences: false)
        var count = 0
        if endsAddress, let last = groups.last, isIPv4(last) {
            groups.removeLast()
            count = 2
        }
        guard
            groups.allSatisfy({ (1...4).contains($0.utf8.count) && $0.utf8.allSatisfy { $0.hexadecimalValue != nil } })
        else { return nil }
        return count + groups.count
    }

    private static func isIPv4(_ text: Substring) -> Bool {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers.allSatisfy { number in UInt8(number).map { "\($0)" == number } ?? false }
    }
}
