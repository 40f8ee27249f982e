import ServiceCore
import ServiceMocks
import Testing

/// What a plugin sees of the call.
struct SessionTests {
    @Test func itKnowsItsCall() async throws {
        let seen = Journal()
        let look = AroundCall { request, session, next in
            seen.write("\(session.service) \(session.endpoint.name) \(session.endpoint.method) \(session.attempt)")
            let response = try await next(request, session: &session)
            seen.write("\(session.attempt) \(session.remaining.map(String.init(describing:)) ?? "unlimited")")
            return response
        }
        try await makeClient(plugins: [look]).call("get")
        #expect(seen.value == ["items get GET 0", "1 unlimited"])
    }

    @Test func theDeadlineOnlyComesNearer() async throws {
        let left = Locked<[Duration?]>([])
        let look = OnSession { session in
            var found = [session.remaining]
            for seconds in [5, 7, 3] {
                session.limit(until: session.clock.now.advanced(by: .seconds(seconds)))
                found.append(session.remaining)
            }
            left.withLock { [found] in $0 = found }
        }
        try await makeClient(plugins: [look], clock: ManualClock()).call("get")
        #expect(left.value == [nil, .seconds(5), .seconds(5), .seconds(3)])
    }

    @Test func itSleepsOnTheClockOfTheClient() async throws {
        let clock = ManualClock()
        let client = try makeClient(plugins: [OnSession { try await $0.sleep(for: .seconds(9)) }], clock: clock)
        let task = Task { try await client.call("get") }
        try await clock.waitForSleepers()
        #expect(clock.nextDeadline?.offset == .seconds(9))
        clock.advance(by: .seconds(9))
        #expect(try await task.value.status == 200)
        #expect(clock.sleeperCount == 0)
    }

    @Test func `a transport in the place of another leaves no trace among the attributes`() async throws {
        let (mock, names) = (ScriptedTransport(.json("[2]")), Locked<[String]>([]))
        let replace = AroundAttempt { request, session, next in
            let transport = session.transport
            session.transport = mock
            defer { session.transport = transport }
            return try await next(request, session: &session)
        }
        let look = OnSession { $0.attributes[Mark.self] = 1 }
        let end = AroundCall { request, session, next in
            let response = try await next(request, session: &session)
            let found = session.attributes.named.map(\.name)
            names.withLock { $0 = found }
            return response
        }
        let response = try await makeClient(plugins: [look, end, replace]).call("get")
        #expect(response.data == [2])
        #expect(names.value == ["Mark"])
    }

    private enum Mark: AttributeKey {
        typealias Value = Int
    }

    @Test func aResponseTellsTheURLThatAnswered() async throws {
        let other = ServiceURL(origin: .init(scheme: "https", host: "other"), path: "/x")
        let head = ResponseHead(status: 200, redirectedURL: other)
        let response = try await makeClient(ScriptedTransport(TransportResponse(head: head))).call("get")
        #expect(response.url == other)
        #expect(response.request.url.string == "https://api.example.com/v1/items")
    }

    @Test func aHookMayChangeTheResponse() async throws {
        let client = try makeClient(
            ScriptedTransport(.chunks([Array("{}".utf8)])),
            plugins: [
                OnHead { response in
                    response.status = 207
                    response.headers["x-seen"] = "1"
                },
                OnRead { $0.body = .bytes(Array("[1]".utf8)) },
            ]
        )
        let response = try await client.call("get")
        #expect(response.status == 207)
        #expect(response.headers["x-seen"] == "1")
        #expect(response.data == [1])
    }

    @Test func didParseHasTheParsedValue() async throws {
        struct Look: ResponseParsing {
            let seen = Locked<[DynamicValue?]>([])
            func didParse(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
                let parsed = response.parsed as? DynamicValue
                seen.withLock { $0.append(parsed) }
            }
        }
        let look = Look()
        try await makeClient(ScriptedTransport(.json("[1]")), plugins: [look]).call("get")
        #expect(look.seen.value == [[1]])
    }
}
