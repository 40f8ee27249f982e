import TestSupport
import Testing

@testable import ServiceCore

struct RedactionBodyTests {
    @Test(arguments: [
        (#"{"a":1,"token":"hunter2","b":2}"#, #"{"a":1,"token":"<redacted>","b":2}"#),
        (#"{"access_token" : "hun\"ter2" , "b":[]}"#, #"{"access_token" : "<redacted>" , "b":[]}"#),
        (#"{"pwd":42,"a":{"secret":true}}"#, #"{"pwd":"<redacted>","a":{"secret":"<redacted>"}}"#),
        (#"{"auth":{"a":["hunter2","}"]},"b":1}"#, #"{"auth":"<redacted>","b":1}"#),
        (#"[{"password":null}]"#, #"[{"password":"<redacted>"}]"#),
        (#"{"password":"hunter2"#, #"{"password":"<redacted>""#),
        (#"{"password":["hunter2""#, #"{"password":"<redacted>""#),
        (#"{"password":"#, #"{"password":"#),
        (#"{"note":"token"}"#, #"{"note":"token"}"#),
        (#"{"user":"token","x":"y"}"#, #"{"user":"token","x":"y"}"#),
        (#""a\"#, #""a\"#),
        ("a=1&token=hunter2&b", "a=1&token=<redacted>&b"),
        ("x = token=1", "x = token=1"),
        ("plain", "plain"), ("", ""),
    ])
    func whatASecretNameHoldsIsMasked(body: String, expected: String) {
        #expect(Redaction.body(Array(body.utf8)) == expected)
    }

    @Test func aSecretThatIsCutOffIsMasked() {
        let body = Array((#"{"token":""# + String(repeating: "x", count: 400) + #"","a":1}"#).utf8)
        #expect(Redaction.body(body) == #"{"token":"<redacted>"…"#)
        #expect(Redaction.body(body, limit: 500) == #"{"token":"<redacted>","a":1}"#)
    }

    @Test func seededTextIsReadToItsEnd() {
        var generator = SplitMix(seed: 7)
        let alphabet = Array(#"{}[]":,\ token="#.utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator) ?? 0
            }
            _ = Redaction.body(bytes, limit: 16)
        }
    }
}
