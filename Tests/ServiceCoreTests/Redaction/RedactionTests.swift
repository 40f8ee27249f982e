import Testing

@testable import ServiceCore

struct RedactionTests {
    @Test(arguments: [
        "Authorization", "proxy-authorization", "COOKIE", "set-cookie", "X-Api-Key", "api_key", "apikey",
        "access_token",
        "refresh-token", "client_secret", "password", "X-Amz-Signature", "sig", "X-Auth-Key",
        "Ocp-Apim-Subscription-Key", "x-functions-key", "X-Session-Id", "session_id", "code", "key",
    ])
    func aSecretName(name: String) {
        #expect(Redaction.isSecret(name))
        #expect(HeaderField(name: .init(name), value: "hunter2").description == "\(name): <redacted>")
    }

    @Test(arguments: ["accept", "page", "keyboard", "token_type", "author", "monkey", "content-type", ""])
    func aNameThatIsNoSecret(name: String) {
        #expect(!Redaction.isSecret(name))
    }

    @Test(arguments: [
        ("", ""), ("a=b", "a=b"), ("token=x", "token=<redacted>"), ("a=1&token=x=y&b", "a=1&token=<redacted>&b"),
        ("auth%5Btoken%5D=x&a[b]=c&token[a]=x", "auth%5Btoken%5D=<redacted>&a[b]=c&token[a]=<redacted>"),
        ("api%5Fkey=x", "api%5Fkey=<redacted>"), ("token", "token"), ("token=&a=", "token=<redacted>&a="),
    ])
    func aQuery(query: String, expected: String) {
        #expect(Redaction.query(query) == expected)
    }

    @Test func anExcerptIsOneLine() {
        #expect(Redaction.excerpt(Array("a\r\n\tb\u{85}\u{2029}ä😀".utf8)) == #"a\r\n\tb\u{0085}\u{2029}ä😀"#)
        #expect(Redaction.excerpt(Array("abcdef".utf8), limit: 3) == "abc…")
        #expect(Redaction.excerpt([]) == "")
    }

    @Test func aResponseThatWasNotReadSaysSo() {
        let request = ServiceRequest(url: ServiceURL(origin: .init(scheme: "https", host: "h")))
        let head = ResponseHead(status: 204)
        #expect("\(ServiceResponse(head: head, request: request))" == "204 No Content, no body")
        #expect(
            "\(ServiceResponse(head: head, body: .stream { nil }, request: request))" == "204 No Content, body not read"
        )
    }
}
