import ServiceCore
import Testing

/// Bad input ends in one error that names the thing, the place and the remedy, and the client works on.
struct BadInputTests {
    private func problems(
        baseURL: String = "https://h",
        endpoints: Endpoints = ["e": .get("/")],
        plugins: [any ServicePlugin] = [],
        maximumBodySize: Int = 1
    ) throws -> ServiceError {
        try #require(throws: ServiceError.self) {
            try ServiceClient(
                name: "s",
                baseURL: baseURL,
                endpoints: endpoints,
                transport: ScriptedTransport(),
                plugins: plugins,
                maximumBodySize: maximumBodySize
            )
        }
    }

    @Test(arguments: [
        ("", "not absolute"), ("/v1", "not absolute"), ("example.com/v1", "not absolute"), ("ftp://h", "\"ftp\""),
        ("://h", "the scheme \"\""), ("http://", "no host"), ("http:///v1", "no host"), ("http://:80", "no host"),
        ("http://h:0", "a port that is no number"), ("http://h:65536", "a port that is no number"),
        ("http://h:x", "a port that is no number"),
        ("http://h:", "a port that is no number"), ("http://h:+80", "a port that is no number"),
        ("http://h?a=b", "query"),
        ("http://h/v1#a", "fragment"), ("http://me:hunter2@h", "user information"), ("http://me@h", "user information"),
        ("http://h /", "RFC 3986"), (" http://h", "RFC 3986"), ("http://h/a b", "RFC 3986"),
        ("http://bücher.de", "Punycode"),
        ("http://h/{a}", "RFC 3986"), ("http://h\n", "RFC 3986"), ("http://h/%zz", "\"%zz\""),
        ("http://h/a%2", "\"%2\""),
        ("http://h/../a", "\"..\""), ("http://h/%2E%2e", "\"%2E%2e\""), ("http://[::1", "no \"]\""),
        ("http://::1", "brackets"),
        ("http://[]", "brackets"), ("http://[zz]", "brackets"), ("http://[1:2:3]", "brackets"),
        ("http://[::1]x", "brackets"), ("http://[:::]", "brackets"), ("http://[1.2.3.4]", "brackets"),
        ("http://h%zz", "percent"), ("http://h%20", "percent"), ("http://h/a[b]", "RFC 3986"),
    ])
    func aBaseURL(text: String, named: String) throws {
        let error = try problems(baseURL: text)
        #expect(error.code == .invalidConfiguration)
        #expect(error.service == "s")
        #expect(error.problems.count == 1)
        let message = try #require(error.problems.first?.message)
        #expect(message.hasPrefix("the base URL \""))
        #expect(message.contains(named))
        #expect(!message.contains { $0.isNewline })
        #expect(!message.contains("hunter2"))
    }

    @Test(arguments: [
        "https://me:hunter2@h/v1", "https://me:hun/ter2@h", "https://h?api_key=hunter2", "ftp://me:hunter2@h",
        "https://me:hunter2@h:x", "https://me:a@hunter2@h",
    ])
    func noSecretOfABaseURLIsShown(text: String) throws {
        let description = try problems(baseURL: text).description
        #expect(!description.contains("hun"))
        #expect(description.contains("<redacted>"))
    }

    @Test(arguments: [
        ("http://h", "http://h"), ("HTTPS://Example.COM", "https://example.com"), ("https://h:443/", "https://h"),
        ("http://h:8080", "http://h:8080"), ("http://[::1]", "http://[::1]"),
        ("http://[2001:DB8::1]:81", "http://[2001:db8::1]:81"),
        ("http://127.0.0.1", "http://127.0.0.1"), ("https://xn--bcher-kva.de", "https://xn--bcher-kva.de"),
    ])
    func aBaseURLThatIsOne(text: String, origin: String) async throws {
        let transport = ScriptedTransport()
        let client = try ServiceClient(name: "s", baseURL: text, endpoints: ["e": .get("/x")], transport: transport)
        try await client.call("e")
        #expect(transport.requests.first?.url.string == origin + "/x")
    }

    @Test(arguments: [
        ("/a{b", "template"), ("/a}b", "template"), ("/{}", "template"), ("/a#b", "fragment"), ("/a/../b", "\"..\""),
        ("/%2e", "\"%2e\""), ("/a%", "%"),
    ])
    func aPath(path: String, named: String) throws {
        let error = try problems(endpoints: ["broken": .get(path)])
        #expect(error.endpoint == "broken")
        #expect(error.problems.first?.endpoint == "broken")
        #expect(error.problems.first?.message.contains(named) == true)
    }

    @Test func anEndpointNameTwice() throws {
        let error = try problems(endpoints: ["e": .get("/a"), "f": .get("/b"), "e": .get("/c")])
        #expect(
            error.problems.map(\.description) == [
                "endpoint \"e\": the name is used twice: rename one of the two endpoints"
            ]
        )
    }

    @Test(arguments: ["", "G T", "GET\r\n"])
    func aMethod(method: String) throws {
        let error = try problems(endpoints: ["e": EndpointDefinition("/", method: RequestMethod(rawValue: method))])
        #expect(error.problems.first?.message.contains("is no token") == true)
    }

    @Test func aNegativeLimit() throws {
        let error = try problems(maximumBodySize: -1)
        #expect(error.problems.map(\.message) == ["maximumBodySize is -1: give a number of bytes, 0 or more"])
    }

    @Test func aNegativeLimitOfAnEndpoint() throws {
        let error = try problems(endpoints: ["e": .get("/", .maximumBodySize(-1))])
        #expect(
            error.problems.map(\.description) == [
                "endpoint \"e\": maximumBodySize is -1: give a number of bytes, 0 or more"
            ]
        )
    }

    @Test func aNegativeLimitOfACall() async throws {
        let (transport, witness) = (ScriptedTransport(), Witness())
        let client = try makeClient(transport, plugins: [witness])
        let error = try await serviceError { try await client.call("get", .maximumBodySize(-1)) }
        #expect(error.code == .invalidOption)
        #expect(error.message == "maximumBodySize is -1: give a number of bytes, 0 or more")
        #expect(transport.requests.isEmpty)
        #expect(witness.ends == ["failure"])
    }

    @Test func aParameterThatWasUsedAndNotRemoved() async throws {
        let client = try makeClient(
            plugins: [OnPath { path, _ in path = "/items/1" }],
            endpoints: ["get": .get("/items/{id}")]
        )
        let error = try await serviceError { try await client.call("get", .parameters(["id": 1])) }
        #expect(error.code == .invalidParameter)
        #expect(
            error.message
                == "the path has the parameter \"id\", but what fills the path left it in session.parameters: "
                + "a plugin removes what it takes"
        )
    }

    @Test func anOptionOfAnEndpointThatNoPluginReads() throws {
        let error = try problems(endpoints: ["e": .get("/", .colour("red"))])
        #expect(
            error.problems.map(\.description) == [
                "endpoint \"e\": no plugin of this client reads the option \"colour\": install the plugin that does, or remove it"
            ]
        )
    }

    @Test func anOptionOfACallThatNoPluginReads() async throws {
        let (transport, witness) = (ScriptedTransport(), Witness())
        let client = try makeClient(transport, plugins: [witness])
        let error = try await serviceError { try await client.call("get", .colour("red")) }
        #expect(error.code == .invalidOption)
        #expect(error.endpoint == "get")
        #expect(error.message.contains("no plugin of this client reads the option \"colour\""))
        #expect(error.message.contains("\"maximumBodySize\""))
        #expect(transport.requests.isEmpty)
        #expect(witness.ends == ["failure"])
        #expect(try await client.call("get").status == 200)
    }

    @Test func allProblemsAreListedAtOnce() throws {
        struct Picky: ClientPreparing {
            func problems(in client: ClientDescription) -> [ConfigurationProblem] {
                [ConfigurationProblem("too strict"), ConfigurationProblem(endpoint: "b", "too loose")]
            }
        }
        let error = try problems(
            baseURL: "ftp://h",
            endpoints: ["a": .get("/{", .colour("red")), "b": .get("/"), "b": .get("/")],
            plugins: [Picky()],
            maximumBodySize: -1
        )
        #expect(error.problems.map(\.endpoint) == [nil, nil, "a", "a", "b", nil, "b"])
        for problem in error.problems { #expect(error.description.contains("\n  - \(problem)")) }
    }

    @Test func twoOptionsOfOneName() throws {
        enum Other: ServiceOptionKey {
            typealias Value = Int
            static let name = ColourOption.name
        }
        struct Reader: OptionReading {
            let name: String
            let options: [OptionDeclaration]
        }
        let error = try problems(plugins: [
            Reader(name: "A", options: [OptionDeclaration(ColourOption.self)]),
            Reader(name: "B", options: [OptionDeclaration(Other.self)]),
        ])
        #expect(error.problems.count == 1)
        #expect(error.problems.first?.message.contains("the plugin B reads an option \"colour\"") == true)
    }

    @Test(arguments: [
        ("gte", "did you mean \"get\"?"), ("POST", "did you mean \"post\"?"),
        ("nothing", "there are \"get\", \"post\""),
        ("", "there are \"get\", \"post\""),
    ])
    func anUnknownEndpoint(name: String, suggestion: String) async throws {
        let client = try makeClient()
        for error in [
            try await serviceError { try await client.call(name) },
            try await serviceError { try await client.stream(name) { _ in } },
            try await serviceError { try await client.dynamic[dynamicMember: name]() },
        ] {
            #expect(error.code == .unknownEndpoint)
            #expect(error.service == "items")
            #expect(error.endpoint == name)
            #expect(error.message == "there is no endpoint \"\(name)\"; \(suggestion)")
        }
        #expect(try await client.call("get").status == 200)
    }

    @Test func anUnknownEndpointAmongManyThatAreNotNear() async throws {
        var endpoints: Endpoints = [:]
        for number in 0..<20 { endpoints.append("endpoint\(number)", .get("/")) }
        let client = try makeClient(endpoints: endpoints)
        let error = try await serviceError { try await client.call("x") }
        #expect(error.message == "there is no endpoint \"x\"")
    }

    @Test func aPayloadThatCannotBeEncoded() async throws {
        let (transport, witness) = (ScriptedTransport(), Witness())
        let client = try makeClient(transport, plugins: [witness])
        let error = try await serviceError { try await client.call("post", payload: ["x": Double.nan]) }
        #expect(error.code == .encodingFailed)
        #expect(error.stage == .encode)
        #expect(error.cause is EncodingError)
        #expect(transport.requests.isEmpty)
        #expect(witness.failures.map(\.stage) == [.encode])
        #expect(try await client.call("post", payload: ["x": 1.5]).status == 200)
    }

    @Test func aBodyThatIsNoJSON() async throws {
        let page = "{\n  \"a\": <html>"
        let client = try makeClient(
            ScriptedTransport { number, _ in number == 1 ? .json(page, status: 503) : .json("{}") }
        )
        let error = try await serviceError { try await client.call("get") }
        #expect(error.status == 503)
        #expect(error.endpoint == "get")
        let cause = try #require(error.cause as? JSONSyntaxError)
        #expect((cause.line, cause.column) == (2, 8))
        #expect(error.description.contains("line 2, column 8"))
        #expect(error.description.contains("503 Service Unavailable, 15 bytes: {\\n  \"a\": <html>"))
        #expect(try await client.call("get").status == 200)
    }

    @Test func aBodyThatIsNoJSONInATypedCall() async throws {
        let client = try makeClient(ScriptedTransport(.json("[1,\n2,,]")))
        let error = try await serviceError { try await client.call(Endpoint<Void, [Int]>("get")) }
        #expect((error.cause as? JSONSyntaxError)?.line == 2)
    }

    @Test func aBodyOfAnotherShape() async throws {
        let client = try makeClient(ScriptedTransport(.json(#"["a"]"#)))
        let error = try await serviceError { try await client.call(Endpoint<Void, [Int]>("get")) }
        #expect(error.code == .parsingFailed)
        #expect(error.cause is DecodingError)
        #expect(error.response?.bytes == Array(#"["a"]"#.utf8))
    }

    @Test func aLongBodyIsCutInTheDescription() async throws {
        let client = try makeClient(ScriptedTransport(.json(String(repeating: "x", count: 300))))
        let error = try await serviceError { try await client.call("get") }
        #expect(error.description.contains("300 bytes: " + String(repeating: "x", count: 256) + "…"))
    }

    @Test func aParameterThatNobodyTakes() async throws {
        let (transport, witness) = (ScriptedTransport(), Witness())
        let client = try makeClient(
            transport,
            plugins: [
                OnPath { path, session in
                    if session.parameters.removeValue(for: "id") == 1 { path = "/items/1" }
                },
                witness,
            ],
            endpoints: ["get": .get("/items/{id}")]
        )
        let error = try await serviceError { try await client.call("get", .parameters(["id": 1, "idd": 2])) }
        #expect(error.code == .invalidParameter)
        #expect(
            error.message
                == "nothing takes the parameter \"idd\": the path is \"/items/{id}\", and no plugin has an option "
                + "of this name; did you mean \"id\"?"
        )
        #expect(witness.ends == ["failure"])
        #expect(transport.requests.isEmpty)
        try await client.call("get", .parameters(["id": 1]))
        #expect(transport.requests.first?.url.path == "/v1/items/1")
    }

    @Test func aPlaceholderThatNobodyFills() async throws {
        let client = try makeClient(endpoints: ["get": .get("/items/{id}/x")])
        let error = try await serviceError { try await client.call("get") }
        #expect(error.code == .invalidParameter)
        #expect(error.stage == .preparePath)
        #expect(error.message.contains("nothing fills {id} of the path \"/items/{id}/x\""))
        #expect(error.message.contains("PathTokens"))
    }
}
