import ServiceCore
import ServiceMocks
import Testing

/// What stubs say of requests is masked by the policy of the client that sent them.
struct StubRedactionTests {
    /// Tells the policy of a secret that no name gives away.
    private struct Invite: RequestPreparing {
        func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
            session.redaction.hideValue("inv-4711")
            request.headers["x-ssn"] = "078-05-1120"
            request.headers["authorization"] = "Bearer hunter2hunter2"
        }
    }

    private func makeClient(_ transport: some Transport, mock: Mock? = nil) throws -> ServiceClient {
        try ServiceClient(
            name: "users",
            baseURL: "https://api.test/v1",
            endpoints: ["it": .post("/invites/inv-4711?ssn=078-05-1120&pageToken=visible&again=hunter2hunter2")],
            transport: transport,
            plugins: [Invite()] + (mock.map { [$0] } ?? []),
            redaction: .standard.hiding("ssn", "x-ssn").revealing("pageToken")
        )
    }

    private static let payload: DynamicValue = [
        "ssn": "078-05-1120", "again": "hunter2hunter2", "name": "Ada", "invite": "inv-4711",
    ]

    private static let stubs: [Stub] = [
        .post("/invites/inv-4711?ssn=078-05-1120").query(["page": 2]),
        .post("/other/inv-4711"),
        .post("/invites/{id}").headers(["x-ssn": "078-05-1121", "x": "inv-4711"]),
        .post("/invites/{id}").json(["ssn": "078-05-1122", "again": "hunter2hunter2", "invite": "inv-4711x"]),
        .post("/invites/{id}").body(#"{"ssn":"078-05-1123"}"#),
    ]

    private func expectMasked(_ message: String?) {
        let message = message ?? ""
        for secret in ["078-05", "inv-4711", "hunter2"] { #expect(!message.contains(secret), "\(message)") }
        #expect(message.contains("/invites/<redacted>"), "\(message)")
    }

    @Test func `of a transport`() async throws {
        let service = try StubService(baseURL: "/v1", Self.stubs)
        let client = try makeClient(service)
        let error = await #expect(throws: ServiceError.self) { try await client.call("it", payload: Self.payload) }
        expectMasked(error?.transportError?.message)
        #expect(error?.transportError?.message.contains("pageToken=visible") == true)
        expectMasked("\(service.calls[0])")
        expectMasked(#expect(throws: MockError.self) { try service.verify() }?.message)
        for stub in Self.stubs {
            expectMasked(#expect(throws: MockError.self) { try service.verify(stub, count: 7) }?.message)
            expectMasked(#expect(throws: MockError.self) { try service.verifyOrder(stub, stub) }?.message)
        }
    }

    @Test func `of the plugin, also of stubs that were not called`() async throws {
        let client = try makeClient(RealTransport(), mock: Mock())
        let error = await #expect(throws: MockError.self) {
            try await withStubs(Self.stubs, baseURL: "https://api.test/v1") { _ in
                do {
                    try await client.call("it", payload: Self.payload)
                } catch let error as ServiceError {
                    expectMasked((error.cause as? MockError)?.message)
                }
            }
        }
        expectMasked(error?.message)
    }

    @Test func `of a service behind another base URL`() async throws {
        let service = try StubService(baseURL: "/v2", .any("/{+path}"))
        let client = try makeClient(service)
        let error = await #expect(throws: ServiceError.self) { try await client.call("it", payload: Self.payload) }
        expectMasked(error?.transportError?.message)
        #expect(error?.transportError?.message.contains("is not one behind the base URL") == true)
    }
}

extension StubRedactionTests {
    @Test func `what is printed of a call and of a recorded request has no secret either`() async throws {
        let client = try makeClient(RealTransport(), mock: Mock())
        let printed = Monitored("")
        try await withMocks(
            .use { call in
                printed.change { $0 = "\(call)" }
                return .status(200)
            }
        ) { _ = try await client.call("it", payload: Self.payload) }
        #expect(
            printed.value.hasPrefix("users.it, attempt 1: POST https://api.test/v1/invites/<redacted>?ssn=<redacted>")
        )
        #expect(!printed.value.contains("4711"))

        try await MockServer.withServer { _ in
            .status(200, headers: ["connection": "close"])
        } _: { server in
            let head = "POST /a?api_key=hunter2 HTTP/1.1\r\nHost: h\r\nContent-Length: 22\r\n\r\n"
            _ = try await RawClient.exchange(server, head + #"{"password":"hunter2"}"#)
            #expect(server.requests.map { "\($0)" } == [#"POST /a?api_key=<redacted>, body {"password":"<redacted>"}"#])
        }
    }
}
