/// The names that hold secrets by the standard policy.
enum SecretNames {
    /// A name as it is compared: without case, `-` and `_`.
    static func plain(_ name: some StringProtocol) -> String {
        let bytes = name.utf8.lazy.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }.map(\.asciiLowercased)
        return String(decoding: Array(bytes), as: UTF8.self)
    }

    /// The parts of a name like `auth[token]` or `user.password`, as they are compared.
    static func parts(of name: some StringProtocol) -> [String] {
        name.utf8.split { "[].".utf8.contains($0) }.map { plain(String(decoding: Array($0), as: UTF8.self)) }
    }

    static func isSecret(_ plain: String) -> Bool {
        names.contains(plain) || endings.contains { plain.hasSuffix($0) }
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

    private static let endings = [
        "apikey", "accesskey", "authkey", "secretkey", "privatekey", "sharedkey", "accountkey", "masterkey",
        "signingkey", "encryptionkey", "subscriptionkey", "functionskey", "token", "secret", "password", "passwd",
        "passphrase", "credential", "credentials", "signature", "authorization", "sessionid", "cookie", "assertion",
    ]

    private static let words: Set<String> = [
        "code", "key", "token", "session", "auth", "sig", "pass", "signature", "credential", "credentials", "assertion",
        "bearer",
    ]
}
