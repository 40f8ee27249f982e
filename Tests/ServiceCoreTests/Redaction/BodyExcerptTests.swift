import ServiceCore
import Testing

/// The start of a body for people.
struct BodyExcerptTests {
    @Test(arguments: [
        (#"{"a":1,"token":"hunter2","b":2}"#, #"{"a":1,"token":"<redacted>","b":2}"#),
        (#"{"access_token" : "hun\"ter2" , "b":[]}"#, #"{"access_token" : "<redacted>" , "b":[]}"#),
        (#"{"pwd":42,"a":{"secret":true}}"#, #"{"pwd":"<redacted>","a":{"secret":"<redacted>"}}"#),
        (#"{"auth":{"a":["hunter2","}"]},"b":1}"#, #"{"auth":"<redacted>","b":1}"#),
        (#"[{"password":null}]"#, #"[{"password":"<redacted>"}]"#),
        (#"{"password":"hunter2"#, #"{"password":"<redacted>"#),
        (#"{"password":["hunter2""#, #"{"password":"<redacted>""#),
        (#"{"password":"#, #"{"password":"#),
        ("\u{FEFF} {\n\"password\" :\n\"x\"}", #"\u{FEFF} {\n"password" :\n"<redacted>"}"#),
        ("{\"token\":1}\n{\"token\":2}\n", #"{"token":"<redacted>"}\n{"token":"<redacted>"}\n"#),
        (#"{"note":"token"}"#, #"{"note":"token"}"#),
        (#"{"user":"token","x":"y"}"#, #"{"user":"token","x":"y"}"#),
        (#"{"next":"https://u:p@h/?token=x&a=1"}"#, #"{"next":"https://<redacted>@h/?token=<redacted>&a=1"}"#),
        (#""a\"#, #""a\"#),
        ("a=1&token=hunter2&b", "a=1&token=<redacted>&b"),
        ("a=1&u%5Bpassword%5D=x%26y&password=z", "a=1&u%5Bpassword%5D=<redacted>&password=<redacted>"),
        ("plain", "plain"),
    ])
    func whatASecretNameHoldsIsMasked(body: String, expected: String) {
        let bytes = Array(body.utf8)
        let excerpt = Redaction.standard.excerpt(of: bytes)
        #expect(excerpt == .text(expected, length: bytes.count, isCut: false))
        #expect("\(excerpt)" == expected)
    }

    @Test(arguments: ["\r\n", "\n"])
    func aSecretPartOfAFormIsMasked(newline: String) {
        let lines = [
            "--b", "Content-Disposition: form-data; name=\"a\"", "", "1", "--b",
            "content-disposition: form-data; name=api_key", "",
            "hunter2", "hunter2", "--b", "Content-Disposition: form-data; filename=\"x\"; name=\"pass%77ord\"", "",
            "hunter2",
        ]
        let body = lines.joined(separator: newline)
        let shown =
            "\(Redaction.standard.excerpt(of: Array(body.utf8), headers: ["content-type": "multipart/form-data"], limit: 1000))"
        #expect(!shown.contains("hunter2"))
        #expect(shown.contains(#"name="a""#))
        #expect(shown.split(separator: "<redacted>", omittingEmptySubsequences: false).count == 3)
    }

    @Test func aSecretThatIsCutOffIsMasked() {
        let body = Array((#"{"token":""# + String(repeating: "x", count: 400) + #"","a":1}"#).utf8)
        #expect("\(Redaction.standard.excerpt(of: body))" == #"{"token":"<redacted>…"#)
        #expect("\(Redaction.standard.excerpt(of: body, limit: 500))" == #"{"token":"<redacted>","a":1}"#)
        #expect(Redaction.standard.excerpt(of: body, limit: 0) == .text("", length: body.count, isCut: true))
    }

    @Test(
        arguments: [
            ([0x89, 0x50, 0x4E, 0x47], "image/png", "<4 bytes of image/png>"),
            ([0x61], "image/png; q=1", "<1 bytes of image/png>"),
            ([0xFF, 0xFE], nil, "<2 bytes>"), ([0x61, 0x00], "text/plain", "<2 bytes of text/plain>"),
            ([0x61], "image/svg+xml", "a"), ([0x61, 0xC3, 0xA4], "text/plain", "aä"), ([], nil, "<no body>"),
            ([0xE4], "text/plain; charset=latin1", "<1 bytes of text/plain>"), ([0x61], "x\u{1B}y", "a"),
            ([0xFF], "x\u{1B}y", #"<1 bytes of x\u{1B}y>"#),
        ] as [([UInt8], String?, String)]
    )
    func whatIsNoTextIsToldByItsTypeAndLength(bytes: [UInt8], type: String?, expected: String) {
        var headers: HeaderFields = [:]
        headers[.contentType] = type
        #expect("\(Redaction.standard.excerpt(of: .bytes(bytes) as RequestBody, headers: headers))" == expected)
    }

    @Test func aTextWhoseLastCharacterIsCutOffIsAText() {
        let bytes = Array(String(repeating: "😀", count: 100).utf8)
        for limit in 8..<12 {
            #expect("\(Redaction.standard.excerpt(of: bytes, limit: limit))" == "😀😀…")
        }
    }

    @Test func aStreamIsNotRead() throws {
        let read = Locked(0)
        let stream = BodyStream(length: 5) {
            read.withLock { $0 += 1 }
            return { nil }
        }
        #expect(Redaction.standard.excerpt(of: RequestBody.stream(stream), headers: [:]) == .stream(length: 5))
        let response = ResponseBody.stream {
            read.withLock { $0 += 1 }
            return nil
        }
        #expect(Redaction.standard.excerpt(of: response, headers: ["content-length": "7"]) == .stream(length: 7))
        #expect("\(Redaction.standard.excerpt(of: response, headers: [:]))" == "<stream>")
        #expect(read.value == 0)
    }

    @Test func aWholeBodyKeepsEveryByteThatIsNoSecret() {
        let body = Array("{\"token\":\"x\",\n\"a\":\"\u{1B}\"}".utf8)
        #expect(Redaction.standard.body(body) == Array("{\"token\":\"<redacted>\",\n\"a\":\"\u{1B}\"}".utf8))
    }
}
