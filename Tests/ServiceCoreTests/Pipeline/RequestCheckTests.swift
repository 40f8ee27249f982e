import ServiceCore
import Testing

/// What must not go on the wire is refused with an error that names it, and never stripped.
struct RequestCheckTests {
    private func refusal(_ change: @escaping @Sendable (inout ServiceRequest) -> Void) async throws -> ServiceError {
        let transport = ScriptedTransport()
        let client = try makeClient(transport, plugins: [OnRequest { change(&$0) }])
        let error = try await serviceError { try await client.call("get") }
        #expect(error.code == .invalidRequest)
        #expect(error.stage == .send)
        #expect(transport.requests.isEmpty)
        #expect(!error.message.contains { $0.isNewline })
        return error
    }

    @Test(arguments: ["", "GET ", "G\r\nX", "G\u{0}", "GÉT", "A/B", "{}"])
    func aMethod(method: String) async throws {
        let error = try await refusal { $0.method = RequestMethod(rawValue: method) }
        #expect(error.message.hasPrefix("the method "))
    }

    @Test(arguments: ["", "a b", "a:b", "a\r\nb", "a\u{0}", "ä", "a(b)", "a{b}"])
    func aHeaderName(name: String) async throws {
        let error = try await refusal { $0.headers.append(.init(name), "x") }
        #expect(error.message.hasPrefix("the header field name "))
    }

    @Test(arguments: ["a\rb", "a\nb", "a\r\nx-injected: 1", "a\u{0}b", "\n"])
    func aHeaderValue(value: String) async throws {
        let error = try await refusal { $0.headers["x-broken"] = value }
        #expect(error.message.contains("\"x-broken\" has CR, LF or NUL"))
    }

    @Test(arguments: ["", "Bearer ä", "a b", "\tx", "{}", "😀"])
    func aHeaderValueThatIsAllowed(value: String) async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(transport, plugins: [OnRequest { $0.headers["x-fine"] = value }])
        try await client.call("get")
        #expect(transport.requests.first?.headers["x-fine"] == value)
    }

    @Test(arguments: [
        ("/a\rb", "%0D"), ("/a\nb", "%0A"), ("/a\u{0}b", "%00"), ("/a b", "%20"), ("/a{b", "\"{\""),
        ("/a}b", "\"}\""),
        ("/a#b", "\"#\""), ("/a?b", "\"?\""), ("/ä", "%C3"), ("/a\\b", "\"\\\""), ("/a\"b", "\"\"\""),
        ("/a\u{7F}", "%7F"),
        ("/./a", "\".\""), ("/../a", "\"..\""), ("/a/..", "\"..\""), ("/a/%2e%2E", "\"%2e%2E\""),
        ("/.%2e/", "\".%2e\""),
        ("/%2E", "\"%2E\""), ("", "does not start with"), ("a", "does not start with"), ("/a%", "\"%\""),
        ("/a%4", "\"%4\""), ("/a%zz/b", "\"%zz\""), ("/a%20%4g", "\"%4g\""), ("/100%/%41", "\"%/%\""),
    ])
    func aPath(path: String, named: String) async throws {
        let error = try await refusal { $0.url.path = path }
        #expect(error.message.contains("path"))
        #expect(error.message.contains(named))
    }

    @Test(arguments: ["/...", "/a..b", "/..a", "/%2e%2e%2e", "/a;b=c", "/@me", "/a:b", "/~x", "/a%20b", "/(a)'!$&*+,="])
    func aPathThatIsAllowed(path: String) async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(transport, plugins: [OnRequest { $0.url.path = path }])
        try await client.call("get")
        #expect(transport.requests.first?.url.path == path)
    }

    @Test(arguments: [
        ("a\rb", "%0D"), ("a\nb", "%0A"), ("a\u{0}", "%00"), ("a b", "%20"), ("a={b}", "\"{\""), ("a#b", "\"#\""),
        ("ä", "%C3"), ("a|b", "\"|\""),
    ])
    func aQuery(query: String, named: String) async throws {
        let error = try await refusal { $0.url.query = query }
        #expect(error.message == "the query has the character \(named): percent-encode it")
    }

    @Test(arguments: [("a=100%", "%"), ("a=%4&b", "%4&"), ("%zz=1", "%zz"), ("a=%20%%20", "%%2")])
    func aQueryWithABrokenTriplet(query: String, triplet: String) async throws {
        let error = try await refusal { $0.url.query = query }
        #expect(error.message == "the query has \"\(triplet)\", which is no percent-encoded byte: write % as %25")
    }

    @Test(arguments: ["", "a=b&c=d", "a?b", "a/b", "q=..", "a=%7B%7D", "a+b"])
    func aQueryThatIsAllowed(query: String) async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(transport, plugins: [OnRequest { $0.url.query = query }])
        try await client.call("get")
        #expect(transport.requests.first?.url.query == query)
    }

    @Test(arguments: ["a\r\nx-injected: 1", "a b", "a\u{0}", "a/b", "a@b", "ä.com", "", "a?b", "a#b"])
    func aHostThatAPluginSet(host: String) async throws {
        let error = try await refusal { $0.url.origin = ServiceURL.Origin(scheme: "https", host: host) }
        #expect(error.message.hasPrefix("the host "))
    }

    @Test(arguments: ["[]", "[", "[zz]", "[::1", "[1:2]", "[::1]x", "[:::]", "a%", "a%zz", "a%20b", "%", "\u{212A}"])
    func aHostThatIsNone(host: String) async throws {
        let error = try await refusal { $0.url.origin = ServiceURL.Origin(scheme: "https", host: host) }
        #expect(error.message.hasPrefix("the host "))
    }

    @Test(arguments: ["", "ftp", "file", "ht tp", "http\n", "ws"])
    func aSchemeThatAPluginSet(scheme: String) async throws {
        let error = try await refusal { $0.url.origin = ServiceURL.Origin(scheme: scheme, host: "h") }
        #expect(error.message.hasPrefix("the scheme "))
        #expect(error.message.contains("use http or https"))
    }

    @Test(arguments: [0, -1, 65536, .max, .min])
    func aPortThatAPluginSet(port: Int) async throws {
        let error = try await refusal { $0.url.origin = ServiceURL.Origin(scheme: "https", host: "h", port: port) }
        #expect(error.message == "the port \(port) is none: give a number from 1 to 65535")
    }

    /// U+212A is canonically equivalent to "K", so as texts the two paths are equal. On the wire they are not.
    @Test func aPathThatOnlyLooksLikeThatOfItsEndpoint() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(
            transport,
            plugins: [OnRequest { $0.url.path = "/v1/\u{212A}" }],
            endpoints: ["get": .get("/K")]
        )
        let error = try await serviceError { try await client.call("get") }
        #expect(error.message.contains("the character %E2"))
        #expect(transport.requests.isEmpty)
    }

    @Test func aMethodThatOnlyLooksLikeThatOfItsEndpoint() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(
            transport,
            plugins: [OnRequest { $0.method = RequestMethod(rawValue: "LIN\u{212A}") }],
            endpoints: ["get": EndpointDefinition("/a", method: "LINK")]
        )
        let error = try await serviceError { try await client.call("get") }
        #expect(error.message.hasPrefix("the method "))
    }

    @Test(arguments: ["other.example.com", "[::1]", "127.0.0.1", "a_b"])
    func aHostThatAPluginMaySet(host: String) async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(
            transport,
            plugins: [OnRequest { $0.url.origin = ServiceURL.Origin(scheme: "https", host: host, port: 8443) }]
        )
        try await client.call("get")
        #expect(transport.requests.first?.url.string == "https://\(host):8443/v1/items")
    }

    @Test(arguments: [
        ("/a#b", "has a fragment"), ("/a{b}", "nothing fills {b}"), ("/a/..", "\"..\""), ("/%2e%2E/a", "\"%2e%2E\""),
        ("/a b", "%20"), ("/ä", "%C3"), ("/a?b=c d", "%20"),
    ])
    func aPathThatAPathHookLeft(path: String, named: String) async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(transport, plugins: [OnPath { left, _ in left = path }])
        let error = try await serviceError { try await client.call("get") }
        #expect(error.message.contains(named))
        #expect(transport.requests.isEmpty)
    }

    @Test func aPathMayEndInAQuery() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(transport, endpoints: ["get": .get("/a?b=c")])
        try await client.call("get")
        #expect(transport.requests.first?.url.string == "https://api.example.com/v1/a?b=c")
    }

    @Test func theClientWorksOnAfterARefusal() async throws {
        let headers = Locked<[String]>(["a\nb", "fine"])
        let client = try makeClient(plugins: [
            OnRequest { request in
                request.headers["x"] = headers.withLock { $0.removeFirst() }
            }
        ])
        _ = try await serviceError { try await client.call("get") }
        #expect(try await client.call("get").status == 200)
    }
}
