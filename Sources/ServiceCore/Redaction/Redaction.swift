/// Which parts of a message are secret, in one place for every description and error of the package.
package enum Redaction {
    /// What stands in the place of a secret.
    package static let mask = "<redacted>"

    /// Whether the value of a header field, a query item or a form field of this name is a secret.
    ///
    /// Names are compared without regard to case, `-` and `_`: `X-Api-Key`, `api_key` and `apikey` are one.
    package static func isSecret(_ name: some StringProtocol) -> Bool {
        let bytes = name.utf8.lazy.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }.map(\.asciiLowercased)
        let plain = String(decoding: Array(bytes), as: UTF8.self)
        return secretNames.contains(plain) || secretEndings.contains { plain.hasSuffix($0) }
    }

    private static let secretNames: Set<String> = [
        "authorization", "proxyauthorization", "cookie", "setcookie", "wwwauthenticate", "key", "sig", "pwd", "pass",
        "code", "auth", "session", "sessionid", "sid", "jwt", "bearer",
    ]

    private static let secretEndings = [
        "apikey", "accesskey", "authkey", "secretkey", "privatekey", "sharedkey", "accountkey", "masterkey",
        "signingkey",
        "subscriptionkey", "functionskey", "token", "secret", "password", "passwd", "passphrase", "credential",
        "credentials", "signature", "authorization", "sessionid", "cookie",
    ]

    /// A query with the values of its secret items masked.
    package static func query(_ query: String) -> String {
        query.split(separator: "&", omittingEmptySubsequences: false)
            .map { item in
                guard let equals = item.firstIndex(of: "="), isSecretItem(decoded(item[..<equals])) else {
                    return String(item)
                }
                return "\(item[..<equals])=\(mask)"
            }
            .joined(separator: "&")
    }

    /// Of an item like `auth[token]`, the last name decides too.
    private static func isSecretItem(_ name: String) -> Bool {
        guard name.hasSuffix("]"), let bracket = name.lastIndex(of: "[") else { return isSecret(name) }
        return isSecret(name[..<bracket]) || isSecret(name[name.index(after: bracket)...].dropLast())
    }

    /// A text as one line: control characters escaped.
    package static func line(_ text: some StringProtocol) -> String {
        excerpt(Array(text.utf8), limit: .max)
    }

    /// A text from the network as one line: control characters escaped, and cut to a number of bytes.
    package static func excerpt(_ bytes: [UInt8], limit: Int = 256) -> String {
        var text = ""
        for scalar in String(decoding: bytes.prefix(limit), as: UTF8.self).unicodeScalars {
            if scalar.properties.generalCategory == .control || scalar.value == 0x2028 || scalar.value == 0x2029 {
                text += scalar.escaped(asASCII: true)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return bytes.count > limit ? text + "…" : text
    }

    private static func decoded(_ name: Substring) -> String {
        PercentEncoding.decode(String(name)) ?? String(name)
    }
}
