import ServiceCore
import Testing

/// "Hooks, in the order of one call".
struct HookOrderTests {
    private func run(
        _ answer: TransportResponse = .json("{}"),
        streamed: Bool = false,
        failing: Bool = false
    ) async throws -> [String] {
        let journal = Journal()
        let transport = ScriptedTransport { _, _ in
            journal.write("send")
            if failing { throw TransportError(.connectionLost, "gone") }
            return answer
        }
        let plugins = ["A", "B"].map { EveryHook(name: $0, journal: journal) }
        let client = try makeClient(transport, plugins: plugins)
        if streamed {
            try? await client.stream("get") { _ in journal.write("closure") }
        } else {
            _ = try? await client.call("get")
        }
        return journal.value
    }

    private let head = [
        "A.prepareSession", "B.prepareSession", "A.preparePath", "B.preparePath", "A.prepareRequest",
        "B.prepareRequest",
        "A.preparePayload", "B.preparePayload", "A.callBefore", "B.callBefore", "A.attemptBefore", "B.attemptBefore",
        "A.willSend", "B.willSend", "send",
    ]
    private let received = ["A.prepareResponse", "B.prepareResponse", "A.didReceive", "B.didReceive"]
    private let read = [
        "A.didRead", "B.didRead", "B.attemptAfter", "A.attemptAfter", "B.callAfter", "A.callAfter",
    ]
    private let parsed = ["A.willParse", "B.willParse", "A.didParse", "B.didParse"]

    @Test func aCallRunsEveryHookInTheOrderOfThePlugins() async throws {
        #expect(try await run() == head + received + read + parsed + ["A.didEnd(success)", "B.didEnd(success)"])
    }

    @Test func aStreamedCallRunsItsClosureWhereTheBodyWouldHaveBeenRead() async throws {
        let expected = head + received + ["closure"] + read + ["A.didEnd(success)", "B.didEnd(success)"]
        #expect(try await run(streamed: true) == expected)
    }

    @Test func aFailureOfSendingIsTold() async throws {
        let told = ["A.didFail(send)", "B.didFail(send)", "A.didEnd(failure)", "B.didEnd(failure)"]
        #expect(try await run(failing: true) == head + told)
    }

    @Test func aFailureOfParsingIsTold() async throws {
        let told = ["A.didFail(parse)", "B.didFail(parse)", "A.didEnd(failure)", "B.didEnd(failure)"]
        let before = parsed.filter { $0.hasSuffix("willParse") }
        #expect(try await run(.json("{")) == head + received + read + before + told)
    }

    @Test func closeTellsThePluginsThenClosesTheEngine() async throws {
        let journal = Journal()
        let transport = ScriptedTransport(onClose: { journal.write("transport") }) { _, _ in .json("{}") }
        let client = try makeClient(transport, plugins: ["A", "B"].map { EveryHook(name: $0, journal: journal) })
        await client.close()
        #expect(journal.value == ["A.close", "B.close", "transport"])
        await client.close()
        #expect(journal.value.count == 3)
    }

    @Test func eachPathHookGetsThePathThatTheLastOneLeft() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(
            transport,
            plugins: [OnPath { path, _ in path += "/a" }, OnPath { path, _ in path += "/b" }]
        )
        try await client.call("get")
        #expect(transport.requests.first?.url.path == "/v1/items/a/b")
    }

    @Test func eachPayloadHookGetsThePayloadThatTheLastOneLeft() async throws {
        let transport = ScriptedTransport()
        let append: @Sendable (String) -> OnPayload = { suffix in
            OnPayload { payload in
                guard case .value(let value as String) = payload else { throw Broken() }
                payload = .value(value + suffix)
            }
        }
        let client = try makeClient(transport, plugins: [append("b"), append("c")])
        try await client.call("post", payload: "a")
        guard case .bytes(let body)? = transport.requests.first?.body else { throw Broken() }
        #expect(body == Array("\"abc\"".utf8))
    }

    @Test func attributesOfSessionAndResponseGoFromPluginToPlugin() async throws {
        struct Publisher: SessionPreparing, ResponsePreparing {
            func prepareSession(_ session: inout ServiceSession) async throws {
                session.attributes[Mark.self] = "token"
            }
            func prepareResponse(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
                response.attributes[Mark.self] = session.attributes[Mark.self].map { $0 + "!" }
            }
        }
        let seen = Journal()
        let client = try makeClient(
            plugins: [Publisher(), OnSession { seen.write($0.attributes[Mark.self] ?? "nothing") }]
        )
        let response = try await client.call("get")
        #expect(seen.value == ["token"])
        #expect(response.mark == "token!")
    }

    @Test func anAttemptHookMayReplaceTheTransport() async throws {
        let real = ScriptedTransport()
        let mock = ScriptedTransport(.json(#"{"mocked":true}"#))
        let journal = Journal()
        let client = try makeClient(
            real,
            plugins: [
                AroundAttempt { request, session, next in
                    session.transport = mock
                    return try await next(request, session: &session)
                },
                EveryHook(name: "E", journal: journal),
            ]
        )
        let data = try await client.call("get").data
        #expect(data["mocked"] == true)
        #expect(real.requests.isEmpty)
        #expect(mock.requests.count == 1)
        // The rest of the call runs as with a real server.
        let moments = Moment.allCases.map { "E.\($0)" }
        #expect(journal.value == moments + ["E.didEnd(success)"])
    }

    @Test func anAttemptHookMayDecorateTheTransport() async throws {
        struct Decorated: Transport {
            let base: any Transport
            func send(
                _ request: ServiceRequest,
                deadline: Deadline?,
                handler: (TransportResponse) async throws -> Void
            ) async throws {
                var request = request
                request.headers["x-decorated"] = "yes"
                try await base.send(request, deadline: deadline) { answer in
                    var answer = answer
                    answer.head.status = 203
                    try await handler(answer)
                }
            }
        }
        let real = ScriptedTransport()
        let client = try makeClient(
            real,
            plugins: [
                AroundAttempt { request, session, next in
                    session.transport = Decorated(base: session.transport)
                    return try await next(request, session: &session)
                }
            ]
        )
        #expect(try await client.call("get").status == 203)
        #expect(real.requests.first?.headers["x-decorated"] == "yes")
    }

    @Test(arguments: Moment.allCases)
    func aHookThatThrowsFailsTheCallAndTheClientWorksOn(moment: Moment) async throws {
        let isBroken = Locked(true)
        let witness = Witness()
        let hook = EveryHook(action: { if $0 == moment, isBroken.value { throw Broken() } })
        let client = try makeClient(plugins: [witness, hook])
        let error = try await serviceError { try await client.call("get") }
        #expect(error.stage == moment.stage)
        #expect(error.code == .pluginFailed)
        #expect(error.cause as? Broken == Broken())
        #expect(error.message.contains("EveryHook"))
        #expect(witness.failures.map(\.stage) == [moment.stage])
        #expect(witness.ends == ["failure"])
        isBroken.withLock { $0 = false }
        try await client.call("get")
        #expect(witness.ends == ["failure", "success"])
    }
}

private enum Mark: AttributeKey {
    typealias Value = String
}

extension ServiceResponse {
    fileprivate var mark: String? { attributes[Mark.self] }
}
