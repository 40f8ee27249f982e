import ServiceCore

/// Takes several `Set-Cookie` values apart that the platform has joined with commas (RFC 6265 §3 forbids that).
enum SetCookie {
    /// Splits at each comma after which a name and `=` come: the comma in `Expires=Wed, 21 Oct 2015` is none of them.
    static func split(_ joined: String) -> [String] {
        var values: [String] = []
        for part in joined.split(separator: ",", omittingEmptySubsequences: false) {
            if startsCookie(part) || values.isEmpty {
                values.append(String(part.drop { $0 == " " }))
            } else {
                values[values.count - 1] += "," + part
            }
        }
        return values
    }

    private static func startsCookie(_ text: Substring) -> Bool {
        let name = text.drop { $0 == " " }.utf8.prefix { $0 != UInt8(ascii: "=") }
        return !name.isEmpty && name.endIndex < text.endIndex && name.allSatisfy(\.isTokenByte)
    }
}
