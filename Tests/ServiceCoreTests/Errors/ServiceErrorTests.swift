import Foundation
import ServiceCore
import Testing

/// Everything but a cancellation is one error that tells what, where, and what is known.
struct ServiceErrorTests {
    @Test(arguments: Moment.allCases)
    func theErrorOfAHookTellsItsPlace(moment: Moment) async throws {
        let hook = EveryHook(name: "Fragile", action: { if $0 == moment { throw Broken() } })
        let transport = ScriptedTransport(.json("{}", status: 201))
        let client = try makeClient(transport, plugins: [hook])
        let error = try await serviceError { try await client.call("get") }
        #expect(error.code == .pluginFailed)
        #expect(error.message == "the plugin Fragile threw an error")
        #expect(error.stage == moment.stage)
        #expect(error.service == "items")
        #expect(error.endpoint == "get")
        #expect(error.cause as? Broken == Broken())
        #expect(error.description.hasPrefix("items.get failed at \(moment.stage)"))
        #expect(error.description.contains("cause: it is broken"))
        let order = Moment.allCases
        let place = try #require(order.firstIndex(of: moment))
        #expect(error.attempt == (place >= 5 ? 1 : 0))
        #expect((error.request == nil) == (place < 2))
        #expect(
            error.status
                == ([.prepareResponse, .didReceive, .didRead, .willParse, .didParse].contains(moment) ? 201 : nil)
        )
    }

    @Test func whatAnAlertShowsIsTheMessage() async throws {
        let transport = ScriptedTransport { _, _ in throw TransportError(.connectionLost, "the connection broke") }
        let error = try await serviceError { try await makeClient(transport).call("get") }
        #expect((error as any Error).localizedDescription == "the connection broke")
        #expect(error.cause?.localizedDescription == "the connection broke")
    }

    @Test(arguments: Moment.allCases)
    func aServiceErrorOfAHookKeepsItsCodeAndGetsItsPlace(moment: Moment) async throws {
        let hook = EveryHook(
            name: "Quota",
            action: { if $0 == moment { throw ServiceError(.init("quota"), "too much", cause: Broken()) } }
        )
        let error = try await serviceError { try await makeClient(plugins: [hook]).call("get") }
        #expect(error.code == .init("quota"))
        #expect(error.message == "Quota: too much")
        #expect(error.stage == moment.stage)
        #expect(error.endpoint == "get")
        #expect(error.cause is Broken)
    }

    @Test(arguments: [
        (TransportError.Code.hostNotFound, ServiceError.Code.transportFailed), (.connectionFailed, .transportFailed),
        (.connectionLost, .transportFailed), (.tlsFailed, .transportFailed), (.deadlineExceeded, .deadlineExceeded),
        (.malformedResponse, .transportFailed), (.truncatedBody, .transportFailed), (.redirectFailed, .transportFailed),
        (.requestBodyFailed, .transportFailed), (.unsupported, .transportFailed), (.closed, .transportFailed),
        (.other, .transportFailed), (.init("own"), .transportFailed),
    ])
    func aTransportErrorBecomesTheCause(code: TransportError.Code, expected: ServiceError.Code) async throws {
        let client = try makeClient(
            ScriptedTransport { _, _ in throw TransportError(code, "no answer", cause: Broken()) }
        )
        let error = try await serviceError { try await client.call("get") }
        #expect(error.code == expected)
        #expect(error.stage == .send)
        #expect(error.message == "no answer")
        #expect(error.transportError?.code == code)
        #expect(error.transportError?.cause is Broken)
        #expect(error.response == nil)
    }

    @Test func aTransportThatIsClosedWithItsClientIsAClosedClient() async throws {
        let (entered, leave) = (Gate(), Gate())
        let transport = ScriptedTransport { _, _ in
            entered.open()
            try await leave.wait()
            throw TransportError(.closed, "closed")
        }
        let client = try makeClient(transport)
        let task = Task { try await client.call("get") }
        try await entered.wait()
        await client.close()
        leave.open()
        let error = try await serviceError { try await task.value }
        #expect(error.code == .clientClosed)
    }

    @Test func anErrorOfTheTransportThatIsNoneOfItsOwnKind() async throws {
        let error = try await serviceError {
            try await makeClient(ScriptedTransport { _, _ in throw Broken() }).call("get")
        }
        #expect(error.code == .transportFailed)
        #expect(error.cause is Broken)
    }

    @Test func anErrorOfAnotherClientsCallBecomesTheCause() async throws {
        let tokens = try ServiceClient(
            name: "tokens",
            baseURL: "https://login.example.com",
            endpoints: ["token": .get("/token")],
            transport: ScriptedTransport { _, _ in throw TransportError(.connectionLost, "gone") }
        )
        let witness = Witness()
        let client = try makeClient(plugins: [
            OnRequest(name: "Login") { _ in try await tokens.call("token") }, witness,
        ])
        let error = try await serviceError { try await client.call("get") }
        #expect(error.service == "items")
        #expect(error.stage == .prepareRequest)
        #expect(error.message == "the plugin Login threw an error")
        let cause = try #require(error.cause as? ServiceError)
        #expect(cause.service == "tokens")
        #expect(cause.stage == .send)
        #expect(witness.failures.map(\.service) == ["items"])
    }

    @Test func anErrorOfAnEarlierCallIsNotThisOne() async throws {
        let (earlier, witness) = (Locked<ServiceError?>(nil), Witness())
        let client = try makeClient(
            ScriptedTransport { _, _ in throw TransportError(.connectionLost, "gone") },
            plugins: [
                OnSession(name: "Breaker") { _ in if let error = earlier.value { throw error } }, witness,
            ]
        )
        let first = try await serviceError { try await client.call("get") }
        earlier.withLock { $0 = first }
        let second = try await serviceError { try await client.call("get") }
        #expect(second.stage == .prepareSession)
        #expect(second.attempt == 0)
        #expect(second.message == "the plugin Breaker threw an error")
        #expect((second.cause as? ServiceError)?.stage == .send)
        #expect(witness.failures.map(\.stage) == [.send, .prepareSession])
        #expect(witness.ends == ["failure", "failure"])
    }

    @Test func theRequestIsTheOneThatWasSent() async throws {
        struct Stamp: SendPreparing {
            func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
                request.headers["x-stamp"] = "1"
            }
        }
        let client = try makeClient(ScriptedTransport { _, _ in throw Broken() }, plugins: [Stamp()])
        let error = try await serviceError { try await client.call("post", payload: [1]) }
        #expect(error.request?.headers["x-stamp"] == "1")
        #expect(error.request?.bodyText == "[1]")
        #expect(error.request?.url.string == "https://api.example.com/v1/items")
    }

    @Test func theDescriptionHasEverythingOnItsLines() async throws {
        let client = try makeClient(ScriptedTransport(.json("no json", status: 502)))
        let error = try await serviceError { try await client.call("get") }
        let lines = error.description.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(
            lines[0] == "items.get failed at parse, attempt 1: "
                + "the body of the answer with the status 502 Bad Gateway could not be parsed [parsingFailed]"
        )
        #expect(lines[1] == "  request: GET https://api.example.com/v1/items")
        #expect(lines[2] == "  response: 502 Bad Gateway, 7 bytes: no json")
        #expect(lines[3].hasPrefix("  cause: line 1, column 2 (byte 1): expected 'null'"))
    }

    @Test func `a cause does not say again what the message says`() async throws {
        struct Own: Error, CustomStringConvertible {
            let description = "no answer\nbut a reason"
        }
        let client = try makeClient(
            ScriptedTransport { _, _ in throw TransportError(.other, "no answer", cause: Own()) }
        )
        let error = try await serviceError { try await client.call("get") }
        #expect(error.description.hasSuffix("  cause: the same [other] (cause: the same\\nbut a reason)"))
    }

    @Test func `a cause that only begins like the message is told whole`() {
        let error = ServiceError(.transportFailed, "port 80", cause: TransportError(.other, "port 8080 is closed"))
        #expect(error.description.hasSuffix("  cause: port 8080 is closed [other]"))
    }

    @Test func `the findings of an error stay on lines of their own, which hold no other`() {
        struct Findings: ErrorInLines, CustomStringConvertible {
            var lines: [String] { ["two things:", "  - one\nERROR forged", "  - password=hunter2"] }
            var description: String { lines.joined(separator: "\n") }
        }
        let error = ServiceError(.invalidParameter, "no", cause: Findings())
        #expect(
            error.description
                == """
                no [invalidParameter]
                  cause: two things:
                      - one\\nERROR forged
                      - password=<redacted>
                """
        )
    }

    @Test func aSecretOfABodyIsMaskedInTheDescription() async throws {
        let client = try makeClient(ScriptedTransport(.json(#"{"access_token":"hunter2","#)))
        let error = try await serviceError { try await client.call("get") }
        #expect(error.description.contains(#""access_token":"<redacted>""#))
        #expect(!error.description.contains("hunter2"))
    }

    @Test func secretsAreMaskedInTheDescriptionAndNotInTheProperties() async throws {
        let client = try makeClient(
            ScriptedTransport(.json("x", status: 500)),
            plugins: [
                OnRequest { request in
                    request.url.query = "page=2&access_token=hunter2&api%5Fkey=hunter2"
                    request.headers["authorization"] = "Bearer hunter2"
                }
            ]
        )
        let error = try await serviceError { try await client.call("get") }
        for text in [
            "\(error)", String(reflecting: error), String(describing: error.request),
            "\(error.request?.headers ?? [:])",
        ] {
            #expect(!text.contains("hunter2"))
        }
        #expect(error.description.contains("page=2&access_token=<redacted>&api%5Fkey=<redacted>"))
        #expect(error.request?.headers["authorization"] == "Bearer hunter2")
        #expect(error.request?.url.string.contains("access_token=hunter2") == true)
    }

    @Test func controlCharactersOfABodyAreEscaped() async throws {
        let client = try makeClient(ScriptedTransport(.json("a\nb\u{1B}[31m\u{7}\u{2028}")))
        let error = try await serviceError { try await client.call("get") }
        let response = try #require(error.response)
        #expect("\(response)" == #"200 OK, 12 bytes: a\nb\u{1B}[31m\u{07}\u{2028}"#)
        #expect(error.description.split(whereSeparator: \.isNewline).count == 4)
    }

    @Test func controlCharactersOfAPathAreEscaped() async throws {
        for path in ["/a\nb#c", "/a\nb{c}", "/a\nb"] {
            let client = try makeClient(plugins: [OnPath { left, _ in left = path }])
            let error = try await serviceError { try await client.call("get") }
            #expect(!error.message.contains("\n"))
            #expect(error.description.split(separator: "\n").allSatisfy { !$0.hasPrefix("b") })
        }
    }
}
