import ServiceCore
import Testing

@testable import ServiceLogging

/// What a command looks like.
struct CurlCommandTests {
    private let url = ServiceURL(origin: .init(scheme: "https", host: "h"), path: "/a")
    private let plain = "-H accept: -H user-agent:"

    @Test func aPlainRequest() {
        #expect(ServiceRequest(url: url).curlCommand() == "curl https://h/a \(plain)")
    }

    @Test func methods() {
        #expect(ServiceRequest(method: .head, url: url).curlCommand() == "curl --head https://h/a \(plain)")
        #expect(ServiceRequest(method: .delete, url: url).curlCommand() == "curl --request DELETE https://h/a \(plain)")
        #expect(
            ServiceRequest(url: url, body: .bytes([0x61])).curlCommand()
                == "curl --request GET https://h/a \(plain) -H content-type: -H expect: --data-raw a"
        )
    }

    @Test func fields() {
        let request = ServiceRequest(
            url: url,
            headers: ["accept": "*/*", "X": "", "user-agent": "it's", "A": "1", "A": "2"]
        )
        #expect(
            request.curlCommand()
                == #"curl https://h/a -H 'accept: */*' -H 'X;' -H 'user-agent: it'\''s' -H 'A: 1' -H 'A: 2'"#
        )
    }

    @Test func whatCurlWouldTakeApartIsTakenAsItIs() {
        let url = ServiceURL(origin: .init(scheme: "https", host: "[::1]"), path: "/.well-known", query: "a[]=1")
        #expect(
            ServiceRequest(url: url).curlCommand()
                == "curl --globoff --path-as-is 'https://[::1]/.well-known?a[]=1' \(plain)"
        )
    }

    @Test func secretsAreMaskedUnlessAskedFor() {
        var request = ServiceRequest(
            method: .post,
            url: ServiceURL(origin: url.origin, path: "/hunter2", query: "token=hunter2"),
            headers: [
                "Authorization": "Bearer hunter2", "referer": "https://u:hunter2@h/",
                "content-type": "application/json",
            ],
            body: .bytes(Array(#"{"password":"hunter2"}"#.utf8))
        )
        request.redaction.hideValue("hunter2")
        let masked = request.curlCommand()
        #expect(!masked.contains("hunter2"))
        #expect(masked.contains("-H 'Authorization: <redacted>'"))
        #expect(masked.contains(#"--data-raw '{"password":"<redacted>"}'"#))
        let open = request.curlCommand(showingSecrets: true)
        #expect(open.contains("'https://h/hunter2?token=hunter2'"))
        #expect(open.contains("-H 'Authorization: Bearer hunter2'"))
        #expect(open.contains(#"--data-raw '{"password":"hunter2"}'"#))
    }

    @Test(arguments: [
        (RequestBody.stream(BodyStream(length: 12) { { nil } }), "--data-binary '@stream of 12 bytes'"),
        (.stream(BodyStream { { nil } }), "--data-binary @stream"),
        (.bytes([UInt8](repeating: 0x61, count: 11)), "--data-binary '@body of 11 bytes'"),
    ])
    func aBodyThatIsNotThereIsTold(body: RequestBody, expected: String) {
        let command = ServiceRequest(method: .put, url: url, body: body).curlCommand(maximumBodySize: 10)
        #expect(command.hasSuffix(" " + expected))
    }

    @Test func whatIsSecretInOnePlaceIsMaskedInEveryOther() {
        let request = ServiceRequest(
            method: .post,
            url: ServiceURL(origin: url.origin, path: "/u/hunter2%21/x"),
            headers: ["x-api-key": "hunter2!", "x-note": "for hunter2!"],
            body: .bytes(Array(#"{"note":"\u0068unter2!"}"#.utf8))
        )
        #expect(!request.curlCommand().contains("unter2"))
        #expect(request.curlCommand().contains("-H 'x-note: for <redacted>'"))
    }

    @Test(arguments: [" ", "\t ", ""])
    func aBlankFieldIsSentWithoutAValue(value: String) {
        let request = ServiceRequest(url: url, headers: ["X": value, "accept": "a", "user-agent": "b"])
        #expect(request.curlCommand() == "curl https://h/a -H 'X;' -H 'accept: a' -H 'user-agent: b'")
    }

    @Test func noNameIsTakenForAFile() {
        let request = ServiceRequest(url: url, headers: ["@/etc/hosts": "a", "accept": "a", "user-agent": "b"])
        #expect(request.curlCommand().hasPrefix("curl https://h/a -H ' @/etc/hosts: a'"))
    }

    @Test func itIsOneLineUnlessAskedFor() {
        let request = ServiceRequest(
            method: .post,
            url: url,
            headers: ["x": "a\r\nb: c\u{1B}\0", "n": "\u{202E}"],
            body: .bytes(Array("a\nb\u{1B}".utf8))
        )
        #expect(Redaction.line(request.curlCommand()) == request.curlCommand())
        let command = request.curlCommand(showingSecrets: true)
        #expect(Redaction.line(command) == command)
        #expect(command.hasPrefix(#"printf 'a\nb\033' | curl --request POST https://h/a -H "$(printf 'x: a"#))
        #expect(command.hasSuffix("--data-binary @-"))
        #expect(request.curlCommand(onLines: true).split(separator: " \\\n  ").count == 10)
    }
}
