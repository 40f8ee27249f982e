import Testing

@testable import ServiceCore

/// Which names are secret, and how URLs and header fields are shown.
struct RedactionTests {
    @Test(arguments: [
        "Authorization", "proxy-authorization", "COOKIE", "set-cookie", "X-Api-Key", "api_key", "apikey",
        "access_token",
        "refresh-token", "client_secret", "password", "X-Amz-Signature", "sig", "X-Auth-Key", "client_assertion",
        "Ocp-Apim-Subscription-Key", "x-functions-key", "X-Session-Id", "session_id", "code", "key", "auth[token]",
        "token[]", "user.password", "credentials[user]",
    ])
    func aSecretName(name: String) {
        #expect(Redaction.standard.isSecret(name))
        #expect(HeaderField(name: .init(name), value: "hunter2").description == "\(name): <redacted>")
    }

    @Test(arguments: [
        "accept", "page", "keyboard", "token_type", "author", "monkey", "content-type", "", "[]", "user.name",
    ])
    func aNameThatIsNoSecret(name: String) {
        #expect(!Redaction.standard.isSecret(name))
    }

    @Test func aPolicyRevealsAndHidesByWholeNames() {
        let policy = Redaction.standard.revealing("Page-Token", "code").hiding("ssn")
        #expect(!policy.isSecret("page_token"))
        #expect(!policy.isSecret("code"))
        #expect(policy.isSecret("SSN"))
        #expect(!policy.isSecret("ssnType"))
        #expect(policy.isSecret("nextPageToken"))
        #expect(policy.isSecret("code[token]"))
        #expect(!policy.hiding("code").revealing("code").isSecret("code"))
        #expect(policy.hiding("code").isSecret("code"))
        #expect(!Redaction.standard.isSecret("ssn"))
    }

    @Test(arguments: [
        ("", ""), ("a=b", "a=b"), ("token=x", "token=<redacted>"), ("a=1&token=x=y&b", "a=1&token=<redacted>&b"),
        ("auth%5Btoken%5D=x&a[b]=c&token[a]=x", "auth%5Btoken%5D=<redacted>&a[b]=c&token[a]=<redacted>"),
        ("api%5Fkey=x", "api%5Fkey=<redacted>"), ("token", "token"), ("token=&a=", "token=&a="),
        ("token=a,b;c'd)&e=f", "token=<redacted>&e=f"), ("a=1;token=x", "a=1;token=<redacted>"),
        ("to=https%3A%2F%2Fh%2F%3Fcode%3Dx&a=1", "to=<redacted>&a=1"),
        ("to=https%253A%252F%252Fu%253Ap%2540h&a=1", "to=<redacted>&a=1"),
        ("to=https%3A%2F%2Fh%2F%3Fpage%3Dx", "to=https%3A%2F%2Fh%2F%3Fpage%3Dx"),
        ("token=a&token=b", "token=<redacted>&token=<redacted>"),
    ])
    func aQuery(query: String, expected: String) {
        #expect(Redaction.standard.query(query) == expected)
    }

    @Test(arguments: [
        ("/a/b", "/a/b"), ("/a;token=x/b", "/a;token=<redacted>"), ("/invites/1%2F2/use", "/invites/<redacted>/use"),
        ("/proxy/https%3A%2F%2Fu%3Ap%40h/b", "/proxy/<redacted>/b"), ("/7/x", "/<redacted>/x"),
    ])
    func aPath(path: String, expected: String) {
        var policy = Redaction.standard
        policy.hideValue("1/2")
        policy.hideValue("7")
        #expect(policy.path(path) == expected)
    }

    @Test func fieldsKeepTheirOrderAndTheirNames() {
        let fields: HeaderFields = [
            "Authorization": "Bearer x", "location": "https://u:p@h/?token=t&a=1", "Set-Cookie": "a", "Set-Cookie": "b",
            "x-api-key": "", "date": "now\r\n",
        ]
        let shown = Redaction.standard.fields(fields)
        #expect(shown.map(\.name) == fields.map(\.name))
        #expect(
            shown.map(\.value) == [
                "<redacted>", "https://<redacted>@h/?token=<redacted>&a=1", "<redacted>", "<redacted>", "", #"now\r\n"#,
            ]
        )
    }

    @Test func aResponseThatWasNotReadSaysSo() {
        let request = ServiceRequest(url: ServiceURL(origin: .init(scheme: "https", host: "h")))
        var head = ResponseHead(status: 204)
        #expect("\(ServiceResponse(head: head, request: request))" == "204 No Content, no body")
        #expect(
            "\(ServiceResponse(head: head, body: .stream { nil }, request: request))" == "204 No Content, body not read"
        )
        head.redirectedURL = ServiceURL(origin: .init(scheme: "https", host: "b"), path: "/x", query: "code=abc")
        #expect(
            "\(ServiceResponse(head: head, request: request))"
                == "204 No Content from https://b/x?code=<redacted>, no body"
        )
    }

    @Test func thePolicyIsNoPartOfAURL() {
        let url = ServiceURL(origin: .init(scheme: "https", host: "h"), path: "/p", query: "ssn=1")
        var other = url
        other.redaction = .standard.hiding("ssn")
        #expect(url == other)
        #expect(Set([url, other]).count == 1)
        #expect("\(url) \(other)" == "https://h/p?ssn=1 https://h/p?ssn=<redacted>")
    }
}
