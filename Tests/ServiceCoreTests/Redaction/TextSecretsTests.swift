import ServiceCore
import TestSupport
import Testing

/// Secrets in texts of any kind: by names in front of them, and by their form.
struct TextSecretsTests {
    @Test(arguments: [
        // Assignments and items of queries.
        ("for token=abc in x", "for token=<redacted> in x"),
        ("see https://h/?a=1&sig=a%20b, ok", "see https://h/?a=1&sig=<redacted>, ok"),
        ("password = 'a b' c", "password = '<redacted>' c"), ("(api_key=x)", "(api_key=<redacted>)"),
        ("authorization=Bearer abc def", "authorization=<redacted> def"),
        (#"https:\/\/h\/?a=1\u0026token=x\u0026b=2"#, #"https:\/\/h\/?a=1\u0026token=<redacted>\u0026b=2"#),
        (#"a?token\u003dx y"#, #"a?token\u003d<redacted> y"#),
        ("q=https%3A%2F%2Fh%3Ftoken%3Dx y", "q=https%3A%2F%2Fh%3Ftoken%3D<redacted> y"),
        // Heads.
        ("Authorization: Bearer a b", "Authorization: <redacted>"),
        (#"a\nCookie: a=b; c=d\nAccept: x"#, #"a\nCookie: <redacted>"#),
        ("x-api-key: a\r\nb: c", #"x-api-key: <redacted>\r\nb: c"#),
        // Words.
        ("invalid token: too old", "invalid token: too old"),
        ("password:hunter2 is wrong", "password:<redacted>"),
        ("bad token:hunter2 here", "bad token:<redacted> here"), ("token: a b", "token: <redacted>"),
        ("a: 1\n  - key: b c\nd: 2", #"a: 1\n  - key: <redacted>\nd: 2"#), ("code: 401", "code: 401"),
        ("use {token: 'a b'}", "use {token: '<redacted>'}"), ("http://auth:8080/v1", "http://auth:8080/v1"),

        ("Code=-1004 x", "Code=-1004 x"), ("code=a1b2", "code=<redacted>"), ("status: 401", "status: 401"),
        ("Basic auth failed", "Basic auth failed"), ("got Bearer abcdef123456.", "got Bearer <redacted>"),
        ("basic dXNlcjpwYXNzMQ==", "basic <redacted>"),
        ("Basic authentication failed", "Basic authentication failed"),
        ("u=https%3A%2F%2Fu%3Ap%40h%2Fx y", "u=https%3A%2F%2F<redacted>%40h%2Fx y"),
        // JSON and what resembles it.
        (#"{"pass\u0077ord":"x y"}"#, #"{"pass\u0077ord":"<redacted>"}"#),
        (#"data: {"token": 17}"#, #"data: {"token": "<redacted>"}"#),
        (#"{"a":"{\"password\":\"x\\\"y\",\"b\":1}"}"#, #"{"a":"{\"password\":\"<redacted>\",\"b\":1}"}"#),
        ("{'password': 'x', 'a': 1}", "{'password': '<redacted>', 'a': 1}"),
        (#"5" wide, "secret": "x""#, #"5" wide, "secret": "<redacted>""#),
        (#"[AnyHashable("Cookie"): "x", 1]"#, #"[AnyHashable("Cookie"): "<redacted>", 1]"#),
        (#"{"token":"x\\","a":1}"#, #"{"token":"<redacted>","a":1}"#),
        (#"{"error":{"code":404}}"#, #"{"error":{"code":404}}"#), (#"{"code":"404"}"#, #"{"code":"<redacted>"}"#),
        // URLs.
        ("https://user:pa@ss@h/a", "https://<redacted>@h/a"), ("to //u@h/x", "to //<redacted>@h/x"),
        ("https://user:pa/ss@h/a b", "https://<redacted>@h/a b"), (#"https:\/\/u:p@h\/"#, #"https:\/\/<redacted>@h\/"#),
        ("https://h:80/a@b", "https://h:80/a@b"), ("https://h/a // mail me@x", "https://h/a // mail me@x"),
        ("http://[::1]:80/a@b", "http://[::1]:80/a@b"), ("postgres://u:p@db/x", "postgres://<redacted>@db/x"),
        // XML.
        ("<a><token x='1'>abc</token></a>", "<a><token x='1'><redacted></token></a>"),
        ("<n:password><![CDATA[abc]]></n:password>", "<n:password><redacted>></n:password>"),
        ("<token/>x", "<token/>x"),
        ("plain", "plain"), ("", ""), ("=", "="), (":", ":"), ("token=", "token="), ("token:", "token:"),
    ])
    func aSecretIsMasked(text: String, expected: String) {
        #expect(Redaction.standard.text(text) == expected)
    }

    @Test(arguments: [
        "a \"b\\c/ä b", "abcd", "ab&c=d e", "x<y>z", "pass\nword",
    ])
    func aHiddenValueIsMaskedInEveryFormOfIt(value: String) throws {
        var policy = Redaction.standard
        policy.hideValue(value)
        let json = String(decoding: try JSONWriter().write(.string(value)), as: UTF8.self)
        let encoded = PercentEncoding.encode(value)
        let nested = String(decoding: try JSONWriter().write(.string(json)), as: UTF8.self)
        for form in [
            value, json, nested, encoded, lowercasedTriplets(encoded),
            encoded.replacing("%20", with: "+"), json.replacing("/", with: "\\/"), json.replacing("ä", with: "\\u00e4"),
        ] {
            let shown = policy.text("before \(form) behind")
            #expect(shown.contains("<redacted>"), "\(form)")
            #expect(shown.hasPrefix("before ") && shown.hasSuffix(" behind"))
        }
    }

    private func lowercasedTriplets(_ text: String) -> String {
        text.replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() }
    }

    @Test func aHiddenValueThatIsCutOffIsMasked() {
        var policy = Redaction.standard
        policy.hideValue("hunter2hunter2")
        #expect(policy.text("abc hunter2hunter2", limit: 10) == "abc <redacted>…")
        #expect(policy.text("abc hunter2hunter2", limit: 6) == "abc hu…")
    }

    @Test(arguments: [
        ("see https://user:pass@h/", 15, "see https://<redacted>…"),
        ("see https://user:pa/ss@h/", 22, "see https://<redacted>…"),
        ("see https://h/abc", 15, "see https://h/a…"),
        ("u=https%3A%2F%2Fuser%3Apass%40h", 26, "u=https%3A%2F%2F<redacted>…"),
    ])
    func userInformationThatIsCutOffIsMasked(text: String, limit: Int, expected: String) {
        #expect(Redaction.standard.text(text, limit: limit) == expected)
    }

    @Test func aHiddenValueDoesNotHideTheNameOfAnotherSecret() {
        var policy = Redaction.standard
        policy.hideValue("token")
        policy.hideValue("my secret words")
        #expect(!policy.text(#"{"token":"abc"} token=my secret words"#).contains("abc"))
        #expect(!policy.text("token=my secret words").contains("words"))
    }

    @Test func aShortValueIsHiddenInPathsOnly() {
        var policy = Redaction.standard
        policy.hideValue("ab")
        #expect(policy.text("about ab") == "about ab")
        #expect(policy.path("/x/ab") == "/x/<redacted>")
    }

    @Test func seededTextIsReadToItsEnd() {
        var generator = SplitMix(seed: 7)
        let alphabet = Array(#"{}[]":,\ token=/@%3D<>'bearer 1&;"#.utf8) + [0x0A, 0xC3, 0xA4]
        var policy = Redaction.standard
        policy.hideValue("token")
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...32, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator) ?? 0
            }
            let text = String(decoding: bytes, as: UTF8.self)
            _ = policy.text(text)
            _ = policy.text(text, limit: 16)
            _ = policy.query(text)
            _ = policy.path(text)
            _ = policy.excerpt(of: bytes, headers: ["content-type": "multipart/form-data"], limit: 16)
        }
    }

    /// Twice as long a text takes twice as long, and not four times: seconds would become minutes here.
    @Test(arguments: [
        "=", "\"", "token=", "//", "\\\"", "<", ">", "\"token\":{", "bearer ", "--\r\n", "%3D", "a://b:c",
    ])
    func aLongTextIsReadInOnePass(piece: String) {
        let text = String(repeating: piece, count: 20_000)
        #expect(!Redaction.standard.text(text).isEmpty)
    }
}
