import ServiceCore
import Testing

/// The rows of "Client": what a call does.
struct ReferenceClientTests {
    @Test(arguments: [
        ("https://h", "items", "/items"), ("https://h", "/items", "/items"), ("https://h/", "/items", "/items"),
        ("https://h/v1", "items", "/v1/items"), ("https://h/v1", "/items", "/v1/items"),
        ("https://h/v1/", "/items", "/v1/items"), ("https://h/v1/", "items", "/v1/items"),
        ("https://h/v1//", "/items", "/v1/items"), ("https://h/a/b", "/c/d/", "/a/b/c/d/"),
        ("https://h/v1", "/", "/v1/"), ("https://h", "", "/"), ("https://h/v1", "", "/v1/"),
        ("https://h/a%20b", "/c", "/a%20b/c"),
    ])
    func basePathAndEndpointPathAreJoinedWithOneSlash(base: String, path: String, expected: String) async throws {
        let transport = ScriptedTransport()
        let client = try ServiceClient(name: "s", baseURL: base, endpoints: ["e": .get(path)], transport: transport)
        try await client.call("e")
        #expect(transport.requests.first?.url.path == expected)
    }

    @Test func anyEndpointIsAlsoAMethod() async throws {
        let transport = ScriptedTransport(.json(#"{"id":1}"#))
        let client = try makeClient(transport)
        let one = try await client.dynamic.get()
        let two = try await client.dynamic.post(["name": "x"])
        #expect(one.data["id"] == 1)
        #expect(two.data["id"] == 1)
        #expect(transport.requests.map(\.method) == [.get, .post])
    }

    @Test(arguments: [RequestMethod.get, .delete, .head, .trace])
    func aPayloadIsNotForMethodsWithoutContent(method: RequestMethod) async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(transport, endpoints: ["e": EndpointDefinition("/x", method: method)])
        let error = try await serviceError { try await client.call("e", payload: ["a": 1]) }
        #expect(error.code == .invalidRequest)
        #expect(error.description.contains("\(method) takes no payload"))
        #expect(transport.requests.isEmpty)
        try await client.call("e")
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: [RequestMethod.post, .put, .patch, .options, "PROPFIND"])
    func aPayloadGoesThroughTheSerializer(method: RequestMethod) async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(transport, endpoints: ["e": EndpointDefinition("/x", method: method)])
        try await client.call("e", payload: ["a": 1])
        let request = try #require(transport.requests.first)
        #expect(request.bodyText == #"{"a":1}"#)
        #expect(request.headers["content-type"] == "application/json")
    }

    @Test func anEndpointMayTakeAPayloadWithAnyMethod() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(
            transport,
            endpoints: ["e": EndpointDefinition("/x", method: .delete, takesPayload: true)]
        )
        try await client.call("e", payload: ["a": 1])
        #expect(transport.requests.first?.bodyText == #"{"a":1}"#)
    }

    @Test func bytesAndStreamsAreSentAsTheyAre() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(transport)
        try await client.call("post", payload: Payload.bytes([1, 2]))
        try await client.call("post", payload: .stream(BodyStream(length: 3, opening: { { nil } })))
        guard case .bytes([1, 2]) = transport.requests[0].body else { throw Broken() }
        guard case .stream(let stream) = transport.requests[1].body else { throw Broken() }
        #expect(stream.length == 3)
        #expect(transport.requests.allSatisfy { $0.headers.isEmpty })
    }

    @Test func anArrayOfBytesIsSentAsItIsHoweverTheEndpointIsCalled() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(transport)
        let bytes: [UInt8] = [1, 2]
        try await client.call("post", payload: bytes)
        try await client.dynamic.post(bytes)
        try await client.call(Endpoint<[UInt8], Void>("post"), bytes)
        for request in transport.requests {
            guard case .bytes([1, 2]) = request.body else { throw Broken(what: "\(request.bodyText ?? "")") }
            #expect(request.headers.isEmpty)
        }
    }

    @Test func withAStreamedResponseItComesAfterItsHeadUnread() async throws {
        let pulls = Locked(0)
        let transport = ScriptedTransport { _, _ in
            .streamed {
                pulls.withLock { count in
                    count += 1
                    return count == 1 ? [7] : nil
                }
            }
        }
        let client = try makeClient(transport)
        let (before, bytes) = try await client.stream("get") { response in
            #expect(response.status == 200)
            let before = pulls.value
            var bytes: [UInt8] = []
            for try await chunk in response.body { bytes += chunk }
            return (before, bytes)
        }
        #expect(before == 0)
        #expect(bytes == [7])
    }

    @Test func aStreamedCallTakesItsOptionsAsAnArrayToo() async throws {
        let client = try makeClient()
        let error = try await serviceError {
            try await client.stream("get", payload: .none, options: [.parameters(["a": 1])]) { _ in }
        }
        #expect(error.code == .invalidParameter)
        #expect(try await client.stream("get", payload: .none, options: []) { $0.status } == 200)
    }

    @Test(arguments: [100, 204, 301, 304, 400, 404, 418, 500, 599])
    func noStatusIsAnErrorByItself(code: Int) async throws {
        let client = try makeClient(ScriptedTransport(.json(#"{"error":"x"}"#, status: ResponseStatus(code))))
        let response = try await client.call("get")
        #expect(response.status.code == code)
        #expect(response.data["error"] == "x")
    }

    @Test(arguments: ["", " ", "\r\n\t "])
    func anEmptyBodyIsNothing(body: String) async throws {
        let client = try makeClient(ScriptedTransport(.json(body)))
        #expect(try await client.call("get").data == .null)
        let optional: [String: Int]?? = try await client.call(Endpoint<Void, [String: Int]?>("get")).data
        #expect(optional == .some(nil))
    }

    @Test func aParseFailureHasTheResponseAttached() async throws {
        let client = try makeClient(ScriptedTransport(.json("nonsense", status: 502, headers: ["x-id": "7"])))
        let error = try await serviceError { try await client.call("get") }
        #expect(error.code == .parsingFailed)
        #expect(error.stage == .parse)
        #expect(error.status == 502)
        #expect(error.response?.headers["x-id"] == "7")
        #expect(error.response?.bytes == Array("nonsense".utf8))
    }

    @Test func pluginsAddedAfterConstructionRunBehindTheOthers() async throws {
        let journal = Journal()
        let client = try makeClient(plugins: [OnSession { _ in journal.write("first") }])
        let more = try client.adding(
            OnSession { _ in journal.write("second") },
            OnSession { _ in journal.write("third") }
        )
        try await more.call("get")
        #expect(journal.value == ["first", "second", "third"])
        try await client.call("get")
        #expect(journal.value == ["first", "second", "third", "first"])
    }

    @Test func aPluginThatIsAddedTellsItsProblems() throws {
        struct Picky: ClientPreparing {
            func problems(in client: ClientDescription) -> [ConfigurationProblem] {
                [ConfigurationProblem("\(client.name) has \(client.plugins.count) plugins")]
            }
        }
        let client = try makeClient()
        let error = try #require(throws: ServiceError.self) { try client.adding(Picky()) }
        #expect(error.problems.map(\.message) == ["items has 1 plugins"])
    }

    @Test func thePartsOfAClientCanBeLookedAt() throws {
        let client = try makeClient()
        #expect(client.name == "items")
        #expect(client.endpoints.map(\.name) == ["get", "post"])
        #expect(client.endpoint(named: "post")?.method == .post)
        #expect(client.endpoint(named: "nothing") == nil)
    }
}

extension ServiceRequest {
    /// The body as text, where it is in memory.
    var bodyText: String? {
        if case .bytes(let bytes) = body { String(decoding: bytes, as: UTF8.self) } else { nil }
    }
}
