import ServiceCore
import ServiceLogging
import ServiceMocks
import TestSupport
import Testing

/// What a command sends, by running it: curl, started by a shell, against a server that records every byte.
@Suite(.enabled(if: Shell.curl != nil, "there is no curl in /usr/bin, /usr/local/bin or /opt/homebrew/bin: install it"))
struct CurlRunTests {
    private static let awkward = [
        "it's \"quoted\" `x` $HOME $(id) \\ \\n !1 *", "@/etc/hostname", "-x", "@-", "a\nb\r\nc\n", "", "\0\u{1}\u{7F}",
        "äöü 😀 \u{202E}", "100%s %d %", "\u{1B}[31m", "'", "''\\''", "a&b=c d+e", String(repeating: "x", count: 5000),
        "{\"name\":\"O'Hara\"}", "~", "=ls", "a=~/x", "!!", "\n!x\n",
    ]

    @Test(arguments: awkward)
    func anAwkwardBodyArrives(text: String) async throws {
        try await expectArrival { origin in
            ServiceRequest(method: .post, url: ServiceURL(origin: origin, path: "/b"), body: .bytes(Array(text.utf8)))
        }
    }

    @Test(arguments: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "QUERY", "it's"])
    func everyMethodArrives(method: String) async throws {
        try await expectArrival { origin in
            ServiceRequest(method: RequestMethod(rawValue: method), url: ServiceURL(origin: origin, path: "/m"))
        }
    }

    @Test(arguments: [
        "it's \"q\" $x `y` \\", "", "~", "=ls", "!!", "!\u{202E}!", "@x", "-H", "a, b; c=\"d\"", "ä \u{202E}", "a\tb",
        "%s\\n",
    ])
    func anAwkwardFieldArrives(value: String) async throws {
        try await expectArrival { origin in
            ServiceRequest(
                url: ServiceURL(origin: origin, path: "/f"),
                headers: ["X-A": value, "x-b": "1", "X-A": "2", "accept": value, "User-Agent": "own"]
            )
        }
    }

    @Test(arguments: [
        ("/a;b='c'/$d", "e=[1-3]&f={a,b}&g=*"), ("/.well-known/a..b", nil), ("/%2e%2F%27", "it's=%20"), ("/", ""),
    ])
    func anAwkwardURLArrives(path: String, query: String?) async throws {
        try await expectArrival { origin in
            ServiceRequest(url: ServiceURL(origin: origin, path: path, query: query))
        }
    }

    @Test func aLargeBinaryBodyArrives() async throws {
        var generator = SplitMix(seed: 5)
        let bytes = (0..<300_000).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        try await expectArrival { origin in
            ServiceRequest(
                method: .put,
                url: ServiceURL(origin: origin, path: "/large"),
                headers: ["content-type": "application/octet-stream"],
                body: .bytes(bytes)
            )
        }
    }

    @Test func seededRequestsArrive() async throws {
        var generator = SplitMix(seed: 3)
        let pieces = [
            "a", "'", "\"", "\\", "$", "`", "!", "%", "@", "-", " ", "\n", "\r", "\0", "\u{1B}", "ä", "😀", "&", "|",
            "{", "}", "~", "#",
        ]
        func text(_ pieces: [String], _ count: ClosedRange<Int>) -> String {
            (0..<Int.random(in: count, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
                .joined()
        }
        let inFields = pieces.filter { !["\n", "\r", "\0", "\u{1B}", " "].contains($0) } + ["\t", "\u{202E}"]
        for _ in 0..<100 {
            var fields: HeaderFields = [:]
            for index in 0..<Int.random(in: 0...3, using: &generator) {
                // Between dots, for white space at the ends is no part of a value (RFC 9110 §5.5).
                fields.append(.init("X-\(index)"), ".\(text(inFields, 0...8)).")
            }
            let path = "/" + PercentEncoding.encode(text(pieces, 0...6)).replacing(".", with: "-")
            let query = Bool.random(using: &generator) ? "q=" + PercentEncoding.encode(text(pieces, 0...6)) : nil
            var bytes = Array(text(pieces, 0...20).utf8)
            if Bool.random(using: &generator) { bytes.append(.random(in: .min ... .max, using: &generator)) }
            let method = ["POST", "PUT", "DELETE", "GET"].randomElement(using: &generator) ?? "POST"
            try await expectArrival { origin in
                ServiceRequest(
                    method: RequestMethod(rawValue: method),
                    url: ServiceURL(origin: origin, path: path, query: query),
                    headers: fields,
                    body: .bytes(bytes)
                )
            }
        }
    }

    /// Runs the command of a request, and compares what arrives with the request.
    private func expectArrival(
        sourceLocation: SourceLocation = #_sourceLocation,
        of make: (ServiceURL.Origin) -> ServiceRequest
    ) async throws {
        try await MockServer.withServer(handler: { _ in .status(204) }) { server in
            let request = make(ServiceURL.Origin(scheme: "http", host: "127.0.0.1", port: server.port))
            let command = request.curlCommand(showingSecrets: true)
            let result = try await Shell.run("\(command) --silent --show-error --max-time 120")
            #expect(result.status == 0, "\(result.errors)\n\(command.prefix(2000))", sourceLocation: sourceLocation)
            let arrived = try #require(server.requests.first, "\(command.prefix(2000))", sourceLocation: sourceLocation)
            #expect(arrived.method == request.method, sourceLocation: sourceLocation)
            #expect(arrived.target == request.url.requestTarget, sourceLocation: sourceLocation)
            let own: [HeaderField.Name] = ["host", "content-length"]
            let fields = arrived.headers.filter { !own.contains($0.name) }
            #expect(fields == Array(request.headers), "\(command.prefix(2000))", sourceLocation: sourceLocation)
            let body: [UInt8] = if case .bytes(let bytes) = request.body { bytes } else { [] }
            #expect(arrived.body == body, "\(command.prefix(2000))", sourceLocation: sourceLocation)
            #expect(arrived.headers.contains(.contentLength) == !isNone(request.body), sourceLocation: sourceLocation)
        }
    }

    private func isNone(_ body: RequestBody) -> Bool {
        if case .none = body { true } else { false }
    }
}
