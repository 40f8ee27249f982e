import ServiceCore
import Testing

/// Attempts: how they are counted, what they share and what they do not.
struct AttemptTests {
    @Test func didFailIsToldOncePerFailedAttempt() async throws {
        let witness = Witness()
        let transport = ScriptedTransport { number, _ in
            if number < 3 { throw TransportError(.connectionLost, "gone \(number)") }
            return .json("{}")
        }
        let client = try makeClient(
            transport,
            plugins: [
                AroundCall { request, session, next in
                    for _ in 1...2 { _ = try? await next(request, session: &session) }
                    return try await next(request, session: &session)
                },
                witness,
            ]
        )
        try await client.call("get")
        #expect(witness.failures.map(\.attempt) == [1, 2])
        #expect(witness.failures.map(\.message) == ["gone 1", "gone 2"])
        #expect(witness.ends == ["success"])
    }

    @Test func anErrorThatACallHookMakesIsAFailureOfItsOwn() async throws {
        let witness = Witness()
        let transport = ScriptedTransport { _, _ in throw TransportError(.connectionLost, "gone") }
        let client = try makeClient(
            transport,
            plugins: [
                AroundCall(name: "Breaker") { request, session, next in
                    do {
                        return try await next(request, session: &session)
                    } catch {
                        throw ServiceError(.init("open"), "the circuit is open", cause: error)
                    }
                },
                witness,
            ]
        )
        let error = try await serviceError { try await client.call("get") }
        #expect(error.code == .init("open"))
        #expect(error.message == "Breaker: the circuit is open")
        #expect(error.stage == .interceptCall)
        #expect((error.cause as? ServiceError)?.stage == .send)
        #expect(witness.failures.map(\.stage) == [.send, .interceptCall])
    }

    @Test func anErrorThatACallHookChangesStaysTheSameFailure() async throws {
        let witness = Witness()
        let transport = ScriptedTransport { _, _ in throw TransportError(.connectionLost, "gone") }
        let client = try makeClient(
            transport,
            plugins: [
                AroundCall { request, session, next in
                    do {
                        return try await next(request, session: &session)
                    } catch var error as ServiceError {
                        error.message += ", for good"
                        throw error
                    }
                },
                witness,
            ]
        )
        let error = try await serviceError { try await client.call("get") }
        #expect(error.message == "gone, for good")
        #expect(error.stage == .send)
        #expect(witness.failures.count == 1)
    }

    @Test func attemptsAtOnceHaveASessionOfTheirOwnEach() async throws {
        let numbers = Locked<Set<Int>>([])
        let mark = AroundAttempt { request, session, next in
            #expect(session.attributes[Number.self] == nil)
            let number = session.attempt
            session.attributes[Number.self] = number
            let response = try await next(request, session: &session)
            #expect(session.attributes[Number.self] == number)
            numbers.withLock { _ = $0.insert(number) }
            return response
        }
        let many = AroundCall { request, session, next in
            let original = session
            return try await withThrowingTaskGroup(of: ServiceResponse.self) { group in
                for _ in 1...20 {
                    group.addTask {
                        var copy = original
                        return try await next(request, session: &copy)
                    }
                }
                var last: ServiceResponse?
                for try await response in group { last = response }
                guard let last else { throw Broken() }
                return last
            }
        }
        let client = try makeClient(plugins: [many, mark])
        try await client.call("get")
        #expect(numbers.value == Set(1...20))
    }

    @Test func mayAttemptAgainTellsWhatTheNextAttemptWouldSay() async throws {
        let answers = Locked<[Bool]>([])
        let ask = AroundCall { request, session, next in
            let before = session.mayAttemptAgain
            let response = try await next(request, session: &session)
            let after = session.mayAttemptAgain
            answers.withLock { $0 += [before, after] }
            return response
        }
        let client = try makeClient(plugins: [ask])
        try await client.call("post", payload: Payload.bytes([1]))
        try await client.call("post", payload: .stream(BodyStream(opening: { { nil } })))
        try await client.call("post", payload: .stream(BodyStream(AsyncStream { $0.finish() })))
        try await client.stream("get") { _ in }
        #expect(answers.value == [true, true, true, true, true, false, true, false])
    }

    @Test func aBodyThatWasReadOnceIsRefusedAtTheSecondAttempt() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(
            transport,
            plugins: [
                AroundCall { request, session, next in
                    _ = try await next(request, session: &session)
                    return try await next(request, session: &session)
                }
            ]
        )
        let stream = BodyStream(AsyncStream { $0.finish() })
        let error = try await serviceError { try await client.call("post", payload: .stream(stream)) }
        #expect(error.code == .invalidRequest)
        #expect(error.message.contains("cannot be read again"))
        #expect(transport.requests.count == 1)
    }

    @Test func aBodyThatACallHookMadeIsNotReadTwice() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(
            transport,
            plugins: [
                AroundCall { request, session, next in
                    var request = request
                    request.body = .stream(BodyStream(AsyncStream { $0.finish() }))
                    _ = try await next(request, session: &session)
                    #expect(!session.mayAttemptAgain)
                    return try await next(request, session: &session)
                }
            ]
        )
        let error = try await serviceError { try await client.call("post") }
        #expect(error.code == .invalidRequest)
        #expect(transport.requests.count == 1)
    }

    @Test func aBodyThatNobodyHasReadMayBeSentAgain() async throws {
        let transport = ScriptedTransport()
        struct Unreachable: AttemptIntercepting {
            func interceptAttempt(
                _ request: ServiceRequest,
                session: inout ServiceSession,
                next: AttemptNext
            ) async throws -> ServiceResponse {
                if session.attempt == 1 { throw TransportError(.connectionFailed, "nobody there") }
                return try await next(request, session: &session)
            }
        }
        let again = AroundCall { request, session, next in
            do {
                return try await next(request, session: &session)
            } catch {
                #expect(session.mayAttemptAgain)
                return try await next(request, session: &session)
            }
        }
        let client = try makeClient(transport, plugins: [again, Unreachable()])
        try await client.call("post", payload: .stream(BodyStream(AsyncStream { $0.finish() })))
        #expect(transport.requests.count == 1)
    }

    @Test func aTransportThatHidesWhatTheHandlerThrewHidesNothing() async throws {
        struct Hiding: Transport {
            func send(
                _ request: ServiceRequest,
                deadline: Deadline?,
                handler: (TransportResponse) async throws -> Void
            ) async throws {
                do { try await handler(.chunks([Array(repeating: 0, count: 100)])) } catch {
                    if request.method == .post { throw Broken() }
                }
            }
        }
        let client = try makeClient(Hiding(), maximumBodySize: 10)
        for endpoint in ["get", "post"] {
            let error = try await serviceError { try await client.call(endpoint) }
            #expect(error.code == .bodyTooLarge)
        }
    }

    @Test func aChangeOfTheRequestHoldsForItsAttemptAlone() async throws {
        struct Stamp: SendPreparing {
            func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
                request.headers.append("x-attempt", "\(session.attempt)")
            }
        }
        let transport = ScriptedTransport()
        let twice = AroundCall { request, session, next in
            _ = try await next(request, session: &session)
            return try await next(request, session: &session)
        }
        let client = try makeClient(transport, plugins: [twice, Stamp()])
        try await client.call("get")
        #expect(transport.requests.map { $0.headers.values("x-attempt") } == [["1"], ["2"]])
    }

    @Test func callHooksWrapEveryAttemptHookWhateverTheOrderOfThePlugins() async throws {
        let journal = Journal()
        let around: @Sendable (String) -> [any ServicePlugin] = { name in
            [
                AroundAttempt { request, session, next in
                    journal.write("attempt \(name) in")
                    defer { journal.write("attempt \(name) out") }
                    return try await next(request, session: &session)
                },
                AroundCall { request, session, next in
                    journal.write("call \(name) in")
                    defer { journal.write("call \(name) out") }
                    return try await next(request, session: &session)
                },
            ]
        }
        try await makeClient(plugins: around("A") + around("B")).call("get")
        let ways = ["call A", "call B", "attempt A", "attempt B"]
        #expect(journal.value == ways.map { $0 + " in" } + ways.reversed().map { $0 + " out" })
    }

    @Test func aTransportThatNeverCallsItsHandler() async throws {
        struct Silent: Transport {
            func send(
                _ request: ServiceRequest,
                deadline: Deadline?,
                handler: (TransportResponse) async throws -> Void
            ) async throws {}
        }
        let error = try await serviceError { try await makeClient(Silent()).call("get") }
        #expect(error.code == .transportFailed)
        #expect(error.message.contains("without a response"))
    }
}

private enum Number: AttributeKey {
    typealias Value = Int
}
