/// The names that hold secrets by the standard policy.
enum SecretNames {
    /// A name as it is compared: without case, `-` and `_`.
    static func plain(_ name: some StringProtocol) -> String {
        var plain: [UInt8] = []
        for byte in Array(name.utf8) where byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_") {
            plain.append(byte.asciiLowercased)
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// The parts of a name like `auth[token]` or `user.password`, as they are compared.
    static func parts(of name: [UInt8]) -> [String] {
        var (parts, part) = ([String](), [UInt8]())
        for byte in name {
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: "_"): break
            case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "."):
                if !part.isEmpty { parts.append(String(decoding: part, as: UTF8.self)) }
                part.removeAll(keepingCapacity: true)
            default: part.append(byte.asciiLowercased)
            }
        }
        if !part.isEmpty { parts.append(String(decoding: part, as: UTF8.self)) }
        return parts
    }

    static func isSecret(_ plain: String) -> Bool {
        if names.contains(plain) { return true }
        guard let last = plain.utf8.last, let endings = endings[last] else { return false }
        for ending in endings where plain.hasSuffix(ending) { return true }
        return false
    }

    /// Whether a text in which the name stands before a colon is likely to tell a secret, and not about one: "cookie: a=b" is a line
    /// of a head, "invalid token: too old" is a sentence.
    static func isFieldName(_ name: some StringProtocol) -> Bool {
        !words.contains(plain(name))
    }

    /// Whether a value is a number that tells what went wrong, as in `"code": 404` and `Code=-1001`, and not a code that lets somebody in.
    static func isErrorCode(_ name: some StringProtocol, _ value: some Sequence<UInt8>) -> Bool {
        guard plain(name) == "code" else { return false }
        var digits = Array(value)
        if digits.first == UInt8(ascii: "-") { digits.removeFirst() }
        return (1...5).contains(digits.count) && digits.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static let names: Set<String> = [
        "authorization", "proxyauthorization", "cookie", "setcookie", "wwwauthenticate", "key", "sig", "pwd", "pass",
        "code", "auth", "session", "sessionid", "sid", "jwt", "bearer", "otp", "totp", "passcode", "codeverifier",
        "samlresponse", "connectionstring",
    ]

    /// How secret names end, by the last letter.
    private static let endings = Dictionary(
        grouping: [
            "apikey", "accesskey", "authkey", "secretkey", "privatekey", "sharedkey", "accountkey", "masterkey",
            "signingkey", "encryptionkey", "subscriptionkey", "functionskey", "token", "secret", "password", "passwd",
            "passphrase", "credential", "credentials", "signature", "authorization", "sessionid", "cookie", "assertion",
        ],
        by: { $0.utf8.last ?? 0 }
    )

    private static let words: Set<String> = [
        "code", "key", "token", "session", "auth", "sig", "pass", "signature", "credential", "credentials", "assertion",
        "bearer",
    ]
}
