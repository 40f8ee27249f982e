import ServiceCore
import Testing

/// The closure of a streamed call: it runs once, and nothing is tried again once it has started.
struct StreamTests {
    /// A retry that does not ask whether an attempt may follow.
    private let stubborn = AroundCall(name: "Stubborn") { request, session, next in
        do {
            return try await next(request, session: &session)
        } catch is ServiceError {
            return try await next(request, session: &session)
        }
    }

    @Test func itReturnsWhatTheClosureReturns() async throws {
        let client = try makeClient(ScriptedTransport(.chunks([[1, 2], [], [3]])))
        let count = try await client.stream("get") { response in
            try await response.body.reduce(0) { $0 + $1.count }
        }
        #expect(count == 3)
    }

    @Test func whatTheClosureThrowsIsTheCause() async throws {
        let client = try makeClient()
        let error = try await serviceError { try await client.stream("get") { _ in throw Broken() } }
        #expect(error.code == .streamFailed)
        #expect(error.stage == .stream)
        #expect(error.cause is Broken)
        #expect(error.status == 200)
    }

    @Test func aHookThatAnswersInsteadDoesNotHideWhatTheClosureThrew() async throws {
        let fallback = AroundCall(name: "Fallback") { request, session, next in
            do {
                return try await next(request, session: &session)
            } catch is ServiceError {
                return ServiceResponse(head: ResponseHead(status: 200), request: request)
            }
        }
        let client = try makeClient(plugins: [fallback])
        let error = try await serviceError { try await client.stream("get") { _ in throw Broken() } }
        #expect(error.code == .streamFailed)
        #expect(error.cause is Broken)
    }

    @Test func anEndpointWithoutPayload() async throws {
        let status = try await makeClient().stream(Endpoint<Void, Void>("get")) { $0.status }
        #expect(status == 200)
    }

    @Test func aBodyThatBreaksOffInTheClosureIsAFailureOfTheTransport() async throws {
        let lost = TransportError(.connectionLost, "gone")
        let client = try makeClient(ScriptedTransport(.streamed { throw lost }))
        let error = try await serviceError {
            try await client.stream("get") { for try await _ in $0.body {} }
        }
        #expect(error.code == .transportFailed)
        #expect(error.stage == .stream)
        #expect(error.transportError?.code == .connectionLost)
    }

    @Test func aRetryAfterAClosureThatFailedGetsWhatEndedItAndSendsNothing() async throws {
        let (transport, witness) = (ScriptedTransport(), Witness())
        let client = try makeClient(transport, plugins: [stubborn, witness])
        let error = try await serviceError { try await client.stream("get") { _ in throw Broken() } }
        #expect(error.code == .streamFailed)
        #expect(error.stage == .stream)
        #expect(error.cause is Broken)
        #expect(error.attempt == 1)
        #expect(transport.requests.count == 1)
        #expect(witness.failures.count == 1)
        #expect(witness.ends == ["failure"])
    }

    @Test func aRetryAfterAClosureThatEndedSendsNothing() async throws {
        let (transport, witness, runs) = (ScriptedTransport(), Witness(), Locked(0))
        let client = try makeClient(transport, plugins: [stubborn, witness, OnRead { _ in throw Broken() }])
        let error = try await serviceError { try await client.stream("get") { _ in runs.withLock { $0 += 1 } } }
        #expect(error.code == .superseded)
        #expect(transport.requests.count == 1)
        #expect(runs.value == 1)
        #expect(witness.ends == ["failure"])
    }

    @Test func theClosureGetsTheResponseAsTheLastPluginLeftIt() async throws {
        let client = try makeClient(plugins: [OnHead { $0.headers["x-seen"] = "yes" }])
        #expect(try await client.stream("get") { $0.headers["x-seen"] } == "yes")
    }

    @Test func aCallHookThatAnswersByItselfHasItsResponseRead() async throws {
        let (transport, witness) = (ScriptedTransport(), Witness())
        let answer = AroundCall { request, _, _ in
            ServiceResponse(head: ResponseHead(status: 203), body: .bytes([9]), request: request)
        }
        let client = try makeClient(transport, plugins: [answer, witness])
        let bytes = try await client.stream("get") { response in
            try await response.body.reduce(into: [UInt8]()) { $0 += $1 }
        }
        #expect(bytes == [9])
        let error = try await serviceError { try await client.stream("get") { _ in throw Broken() } }
        #expect(error.stage == .stream)
        #expect(transport.requests.isEmpty)
        #expect(witness.ends == ["success", "failure"])
        #expect(witness.failures.count == 1)
    }

    @Test func theLimitOfTheBodyDoesNotHold() async throws {
        let client = try makeClient(ScriptedTransport(.chunks([[1, 2, 3]])), maximumBodySize: 1)
        let count = try await client.stream("get") { response in
            try await response.body.reduce(0) { $0 + $1.count }
        }
        #expect(count == 3)
    }

    @Test func aTypedEndpointIsStreamedToo() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(transport)
        let status = try await client.stream(Endpoint<[String: Int], [UInt8]>("post"), ["a": 1]) { $0.status }
        #expect(status == 200)
        #expect(transport.requests.first?.bodyText == #"{"a":1}"#)
    }

    @Test func theSessionTellsThatTheCallIsStreamed() async throws {
        let seen = Locked<[Bool]>([])
        let client = try makeClient(plugins: [OnSession { session in seen.withLock { $0.append(session.isStreamed) } }])
        try await client.stream("get") { _ in }
        try await client.call("get")
        #expect(seen.value == [true, false])
    }

    @Test func anEmptyBodyIsLeftForTheHooksBehindTheClosure() async throws {
        let client = try makeClient(ScriptedTransport(.chunks([[1]])), plugins: [OnRead { #expect($0.bytes.isEmpty) }])
        try await client.stream("get") { _ in }
    }
}
