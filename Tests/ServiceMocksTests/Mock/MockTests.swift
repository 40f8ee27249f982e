import ServiceCore
import ServiceMocks
import ServicePlugins
import Testing

/// REFERENCE: "Mock(namespaces) | replaces sending by a mock that the endpoint's `mock` describes: `mock_type`, `status` (200),
/// `headers`, `file` or `data`."
struct MockTests {
    /// REFERENCE: "RawDataMock (string or bytes), JsonDataMock (dict or list …)", "`status` (200)".
    static let answers: [(MockDescription, Int, String, HeaderFields)] = [
        (MockDescription(), 200, "", [:]),
        (.status(204, headers: ["x-one": "1"]), 204, "", ["x-one": "1"]),
        (.text("hé"), 200, "hé", [:]),
        (.bytes([0x61, 0x62], status: 201), 201, "ab", [:]),
        (.json(["b": 1, "a": [nil]]), 200, #"{"b":1,"a":[null]}"#, ["Content-Type": "application/json"]),
        (.json("[1, 2]", status: 404), 404, "[1, 2]", ["Content-Type": "application/json"]),
        (.json([1], headers: ["content-type": "application/x"]), 200, "[1]", ["content-type": "application/x"]),
        (MockDescription(data: "text"), 200, "text", [:]),
        (MockDescription(data: ["a": 1]), 200, #"{"a":1}"#, ["Content-Type": "application/json"]),
        (MockDescription(type: "JsonDataMock", data: "x"), 200, #""x""#, ["Content-Type": "application/json"]),
    ]

    @Test(arguments: answers)
    func `the answer is as it is described`(
        _ description: MockDescription,
        status: Int,
        body: String,
        headers: HeaderFields
    ) async throws {
        let transport = RealTransport()
        let client = try ServiceClient.mocked(description, transport: transport)
        let response = try await client.stream("it") { response in
            var bytes: [UInt8] = []
            for try await chunk in response.body { bytes += chunk }
            #expect(String(decoding: bytes, as: UTF8.self) == body)
            return response
        }
        #expect(response.status.code == status)
        #expect(response.headers == headers)
        #expect(transport.sent.isEmpty)
    }

    @Test func `everything else of the call runs as with a real server`() async throws {
        let clock = ManualClock()
        let description = MockDescription.json(["id": 7]).with(
            .delay(.milliseconds(200)),
            .delay(.seconds(1), .afterHead)
        )
        let client = try ServiceClient(
            name: "users",
            baseURL: "https://api.test/v1",
            endpoints: ["getUser": .get("/users/{userId}", .mock(description))],
            transport: RealTransport(),
            plugins: [
                Mock(), PathTokens(), QueryParams(["page": 1]), Headers(["x-one": "1"]), Timeout(.seconds(9)),
                TrackingToken(),
                Elapsed(),
            ],
            clock: clock
        )
        async let call = client.call("getUser", .pathTokens(["userId": "a/b"]))
        try await clock.waitForSleepers()
        clock.advance(by: .milliseconds(200))
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(1))
        let user = try await call
        #expect(user.data["id"].int == 7)
        #expect(user.response.request.url.string == "https://api.test/v1/users/a%2Fb?page=1")
        #expect(user.response.request.headers["x-one"] == "1")
        #expect(user.headersElapsed == .milliseconds(200))
        #expect(user.readElapsed == .seconds(1))
        #expect(user.trackingToken?.count == 10)
    }

    @Test func `a parse failure, the limit of the body and a deadline are those of any answer`() async throws {
        let client = try ServiceClient.mocked(.text("nonsense"))
        let parsing = await #expect(throws: ServiceError.self) { try await client.call("it") }
        #expect(parsing?.code == .parsingFailed)
        #expect(parsing?.response?.bytes == Array("nonsense".utf8))
        let tooLarge = await #expect(throws: ServiceError.self) { try await client.call("it", .maximumBodySize(3)) }
        #expect(tooLarge?.code == .bodyTooLarge)

        let clock = ManualClock()
        let late = try ServiceClient.mocked(
            .text("x").with(.delay(.seconds(3))),
            plugins: [Timeout(.seconds(2))],
            clock: clock
        )
        let call = Task { try await late.call("it") }
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(2))
        let error = await #expect(throws: ServiceError.self) { try await call.value }
        #expect(error?.code == .deadlineExceeded)
        #expect(error?.stage == .send)
    }

    /// REFERENCE: "the user's own by name".
    @Test func `types of one's own by name`() async throws {
        struct Echo: MockType {
            func answer(to call: MockCall) async throws -> Answer {
                let sku = call.description.parameters["sku"] ?? .null
                return .json([
                    "said": .string(call.text), "sku": sku, "as": .string("\(call.service).\(call.endpoint.name)"),
                ])
            }
        }
        let mock = Mock(types: ["Echo": Echo()], namespaces: ["shop": ["Echo": Echo()]])
        for name in ["Echo", "shop:Echo"] {
            let client = try ServiceClient.mocked(.type(name, parameters: ["sku": 7]), mock: mock)
            let answer = try await client.call("post", payload: Payload.bytes(Array("hello".utf8)))
            #expect(answer.data == ["said": "hello", "sku": 7, "as": "s.post"])
        }
    }

    /// REFERENCE: "JsonDataMock (dict or list, optional encoder)".
    @Test func `an encoder of one's own`() async throws {
        let sorted = JSONDataMock { try JSONWriter(sortsKeys: true).write($0) }
        let client = try ServiceClient.mocked(.json(["b": 1, "a": 2]), mock: Mock(types: ["JSONDataMock": sorted]))
        #expect(try await client.call("it").response.bytes == Array(#"{"a":2,"b":1}"#.utf8))
    }

    /// REFERENCE: "RawFileMock (bytes of a file)".
    @Test func `the bytes of a file`() async throws {
        try await withTemporaryFolder { folder in
            try write("[1]", to: folder + "/users/one.json")
            let client = try ServiceClient.mocked(.file("users/one.json", status: 203), mock: Mock(folder: folder))
            let first = try await client.call("it")
            #expect(first.data == [1])
            #expect(first.status == 203)
            try write("[2]", to: folder + "/users/one.json")
            #expect(try await client.call("it").data == [2])
        }
    }

    @Test func `all that cannot be answered is told when the client is made`() async throws {
        try await withTemporaryFolder { folder in
            try write("x", to: folder + "/there")
            let descriptions: [(MockDescription, String)] = [
                (.type("RawDataMok"), "there is no mock type \"RawDataMok\"; did you mean \"RawDataMock\""),
                (.file("missing"), "\"missing\""),
                (.file("../x"), "without \"..\""),
                (MockDescription(file: "there", data: "x"), "takes no \"data\""),
                (MockDescription(type: "RawFileMock"), "needs a \"file\""),
                (MockDescription(type: "RawDataMock", data: [1]), "use JSONDataMock"),
                (MockDescription(type: "JSONDataMock"), "needs \"data\""),
                (MockDescription(type: "JSONDataMock", file: "there", data: 1), "takes no \"file\""),
                (MockDescription(data: .double(.nan)), "cannot be written as JSON"),
                (.status(99), "status is 99"),
                (.status(200, headers: ["a b": "1"]), "header field \"a b\""),
                (MockDescription(parameters: ["statsu": 1]), "no member \"statsu\"; did you mean \"status\""),
            ]
            for (description, expected) in descriptions {
                let error = #expect(throws: ServiceError.self) {
                    try ServiceClient.mocked(description, mock: Mock(folder: folder))
                }
                #expect(error?.problems.map(\.endpoint) == ["it", "other", "post"])
                #expect(error?.problems.first?.message.contains(expected) == true, "\(String(describing: error))")
            }
            let error = #expect(throws: ServiceError.self) { try ServiceClient.mocked(.file("there")) }
            #expect(error?.problems.first?.message.contains("give Mock the one") == true)
        }
    }

    @Test func `a call may give its own mock`() async throws {
        let client = try ServiceClient.mocked(.text("1"))
        #expect(try await client.call("it", .mock(.text("2"))).data == 2)
        let error = await #expect(throws: ServiceError.self) { try await client.call("it", .mock(.type("No"))) }
        #expect((error?.cause as? MockError)?.code == .unknownType)
    }

    @Test func `without a description nothing is sent, unless it may pass`() async throws {
        let transport = RealTransport()
        let strict = try ServiceClient.mocked(transport: transport)
        let error = await #expect(throws: ServiceError.self) { try await strict.call("it") }
        #expect((error?.cause as? MockError)?.code == .noMock)
        #expect((error?.cause as? MockError)?.message.contains("s.it") == true)
        #expect(transport.sent.isEmpty)

        let open = try ServiceClient.mocked(mock: Mock(unmocked: .passesThrough), transport: transport)
        #expect(try await open.call("it").status == 299)
        #expect(transport.sent.count == 1)
        #expect(try await withMocks(.mock("it", .status(201))) { try await open.call("it").status } == 201)
        #expect(transport.sent.count == 1)
    }

    @Test func `the transport that a plugin gave is there again behind the attempt`() async throws {
        struct Outer: CallIntercepting {
            func interceptCall(
                _ request: ServiceRequest,
                session: inout ServiceSession,
                next: CallNext
            ) async throws -> ServiceResponse {
                let response = try await next(request, session: &session)
                #expect(session.transport is RealTransport)
                return response
            }
        }
        _ = try await ServiceClient.mocked(.status(200), plugins: [Outer()]).call("it")
    }

    @Test func `a streamed request is read to its end, and must be as long as it said`() async throws {
        let client = try ServiceClient.mocked()
        let pieces: [[UInt8]] = [[1, 2], [], [3]]
        try await withMocks(.use(limit: 0) { .json(["size": .init($0.body.count)]) }) {
            for (length, isRight) in [(nil, true), (3, true), (4, false)] {
                let body = BodyStream(length: length) {
                    var rest = pieces[...]
                    return { rest.popFirst() }
                }
                if isRight {
                    let answer = try await client.call("post", payload: .stream(body))
                    #expect(answer.data["size"].int == 3)
                } else {
                    let error = await #expect(throws: ServiceError.self) {
                        try await client.call("post", payload: .stream(body))
                    }
                    #expect(error?.transportError?.code == .requestBodyFailed)
                }
            }
        }
    }
}
