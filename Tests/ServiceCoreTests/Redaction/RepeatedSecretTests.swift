import TestSupport
import Testing

@testable import ServiceCore

/// A secret of the request is masked where it is repeated, however it is written there.
struct RepeatedSecretTests {
    private static let url = ServiceURL(origin: .init(scheme: "https", host: "h"))

    private func policy(_ fields: HeaderFields = [:], query: String? = nil, body: String = "") -> Redaction {
        var request = ServiceRequest(method: .post, url: Self.url, headers: fields, body: .bytes(Array(body.utf8)))
        request.url.query = query
        return Redaction.standard.hidingSecrets(of: request)
    }

    @Test(arguments: [
        #"hun\/ter a&b"#, #"hun\u002fter a\u0026b"#, #"\u0068\u0075\u006e\u002F\u0074er a&b"#, #"hun\\\/ter a&b"#,
        "hun%2Fter%20a%26b", "hun%2fter+a%26b", "%68un%2Fter%20a%26b", "hun%252Fter%2520a%2526b", "hun/ter a&amp;b",
        "hun&#47;ter&#x20;a&amp;b", "hun&amp;#47;ter a&amp;amp;b", #"hun\x2fter a&b"#, #"hun\u{2F}ter a\u{26}b"#,
        #"hun%5C/ter a&b"#, "aHVuL3RlciBhJmI=", "dXNlcjpodW4vdGVyIGEmYg==", "eDpodW4vdGVyIGEmYg",
    ])
    func inEverySpelling(spelling: String) {
        let policies = [
            policy(["authorization": "Bearer hun/ter a&b"]), policy(["x-api-key": "hun/ter a&b"]),
            policy(query: "token=hun%2Fter+a%26b"), policy(body: #"{"password":"hun\/ter a&b"}"#),
            policy(["content-type": "application/x-www-form-urlencoded"], body: "a=1&pwd=hun%2fter%20a%26b"),
        ]
        for policy in policies {
            let shown = policy.text("before, \(spelling), behind")
            #expect(shown.hasPrefix("before, ") && shown.hasSuffix(", behind"))
            #expect(shown.contains("<redacted>") && !shown.contains("ter") && !shown.contains("3Rl"), "\(shown)")
            let body = "{\"a\":\"\(spelling)\",\"b\":1}"
            let excerpt = policy.excerpt(of: Array(body.utf8), headers: ["content-type": "application/json"])
                .description
            #expect(
                excerpt.hasSuffix("\",\"b\":1}") && !excerpt.contains("ter") && !excerpt.contains("3Rl"),
                "\(excerpt)"
            )
        }
    }

    @Test(arguments: [
        ("Basic dXNlcjpodW50ZXIyIQ==", "user:hunter2!"), ("basic  dXNlcjpodW50ZXIyIQ", "hunter2!"),
        ("Digest username=\"u\", nonce_token=\"hunter2!\"", "hunter2!"), ("Bearer hunter2!", "hunter2!"),
    ])
    func theCredentialsOfAScheme(value: String, secret: String) {
        #expect(policy(["authorization": value]).text("no \(secret) here") == "no <redacted> here")
    }

    @Test func secretsWithinAValue() {
        let policy = policy(
            ["referer": "https://u:hunter2@h/"],
            query: "next=https%3A%2F%2Fh%2F%3Fto%3D1%26token%3Dhunter3%26x&a=1"
        )
        #expect(policy.text("hunter2, hunter3") == "<redacted>, <redacted>")
    }

    @Test(arguments: [
        ("token=abc", "abc"), ("code=-1001&pin=1", "-1001"), ("code=50012", "50012"), ("secret=true", "true"),
    ])
    func notWhatMeansSomethingElseElsewhere(query: String, text: String) {
        let policy = policy(query: query)
        let shown = policy.text("status \(text) at 10:\(text)")
        #expect(text == "-1001" || shown == "status \(text) at 10:\(text)")
        #expect(policy.query(query).contains("<redacted>"))
    }

    @Test func aSecretThatIsCutOffInAnEscape() {
        let policy = policy(query: "token=hunter%2Fsecret")
        #expect(policy.text("at hunter%2Fsecret", limit: 10) == "at <redacted>…")
        #expect(policy.text("at hunter%2Fsecret", limit: 11) == "at <redacted>…")
        #expect(policy.text(#"at hunter\u002fsecret"#, limit: 12) == "at <redacted>…")
    }

    @Test func aLongSecretAndItsPieces() {
        let secret = String((0..<3000).map { Character(Unicode.Scalar(UInt8(0x61 + $0 * $0 % 26))) })
        let policy = policy(["x-api-key": secret])
        #expect(policy.text("a \(secret) b") == "a <redacted> b")
        #expect(!policy.text("a \(secret.prefix(1000)) b").contains(secret.prefix(128)))
    }

    /// Whatever a secret is made of, and however often it has been escaped on its way.
    @Test(arguments: 1...4)
    func seededSecretsInSeededSpellings(seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        let pieces = Array("aZ09 +/\\\"%&;<>=@'uxn-_.:{}#").map(String.init) + ["ä", "😀", "%41", "&amp", "\\u00", "\n"]
        let spellings: [(String) throws -> String] = [
            { $0 }, PercentEncoding.encode, Self.lowercasedTriplets,
            { PercentEncoding.encode($0).replacing("%20", with: "+") }, Self.json, Self.asciiJSON, Self.html,
        ]
        for _ in 0..<500 {
            let secret =
                "s"
                + (0..<Int.random(in: 8...24, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined() + "t"
            let policy = policy(["x-api-key": secret])
            var text = secret
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                text = try spellings.randomElement(using: &generator)?(text) ?? text
            }
            let shown = String(decoding: policy.body(Array("[[\(text)]]".utf8)), as: UTF8.self)
            #expect(shown == "[[<redacted>]]", "\(secret) as \(text)")
        }
    }

    private static func json(_ text: String) throws -> String {
        String(decoding: try JSONWriter().write(.string(text)).dropFirst().dropLast(), as: UTF8.self)
    }

    private static func lowercasedTriplets(_ text: String) -> String {
        PercentEncoding.encode(text).replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() }
    }

    private static func asciiJSON(_ text: String) -> String {
        text.utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        .joined()
    }

    private static func html(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            default: scalar.isASCII ? String(scalar) : "&#\(scalar.value);"
            }
        }
        .joined()
    }
}
