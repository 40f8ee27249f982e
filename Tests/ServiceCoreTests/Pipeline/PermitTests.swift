import ServiceCore
import ServiceMocks
import Testing

/// What an attempt takes is given back exactly once, whatever happens.
struct PermitTests {
    private func expectBalanced(_ witness: Witness, taken: Int, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(witness.taken == taken, sourceLocation: sourceLocation)
        #expect(witness.givenBack == taken, sourceLocation: sourceLocation)
    }

    @Test(arguments: Moment.allCases, [true, false])
    func aHookThatThrowsBeforeOrAfter(moment: Moment, isOuter: Bool) async throws {
        let witness = Witness()
        let hook = EveryHook(action: { if $0 == moment { throw Broken() } })
        let client = try makeClient(plugins: isOuter ? [hook, witness] : [witness, hook])
        _ = try await serviceError { try await client.call("get") }
        let isReached: Bool =
            switch moment {
            case .prepareSession, .preparePath, .prepareRequest, .preparePayload, .callBefore: false
            case .attemptBefore: !isOuter
            default: true
            }
        expectBalanced(witness, taken: isReached ? 1 : 0)
        #expect(witness.ends == ["failure"])
        #expect(witness.failures.count == 1)
    }

    @Test(arguments: Moment.streamed)
    func aHookOfAStreamedCallThatThrows(moment: Moment) async throws {
        let witness = Witness()
        let hook = EveryHook(action: { if $0 == moment { throw Broken() } })
        let client = try makeClient(plugins: [witness, hook])
        let error = try await serviceError { try await client.stream("get") { _ in } }
        #expect(error.stage == moment.stage)
        #expect(witness.taken == witness.givenBack)
        #expect(witness.ends == ["failure"])
        #expect(witness.failures.count == 1)
    }

    @Test func success() async throws {
        let witness = Witness()
        try await makeClient(plugins: [witness]).call("get")
        expectBalanced(witness, taken: 1)
        #expect(witness.ends == ["success"])
    }

    @Test func anEncodingFailureTakesNothing() async throws {
        let witness = Witness()
        let client = try makeClient(plugins: [witness])
        let error = try await serviceError { try await client.call("post", payload: Double.infinity) }
        #expect(error.code == .encodingFailed)
        expectBalanced(witness, taken: 0)
    }

    @Test func aDecodingFailure() async throws {
        let witness = Witness()
        let client = try makeClient(ScriptedTransport(.json("[")), plugins: [witness])
        _ = try await serviceError { try await client.call("get") }
        expectBalanced(witness, taken: 1)
    }

    @Test func aDeadline() async throws {
        let witness = Witness()
        let transport = ScriptedTransport { _, _ in throw TransportError(.deadlineExceeded, "too late") }
        let client = try makeClient(transport, plugins: [witness])
        let error = try await serviceError { try await client.call("get") }
        #expect(error.code == .deadlineExceeded)
        expectBalanced(witness, taken: 1)
    }

    @Test func aBodyThatBreaksOff() async throws {
        let witness = Witness()
        let transport = ScriptedTransport { _, _ in
            .streamed { throw TransportError(.connectionLost, "gone") }
        }
        let client = try makeClient(transport, plugins: [witness])
        let error = try await serviceError { try await client.call("get") }
        #expect(error.stage == .read)
        expectBalanced(witness, taken: 1)
    }

    @Test func aBodyThatIsAbandonedHalfWay() async throws {
        let witness = Witness()
        let client = try makeClient(ScriptedTransport(.chunks([[1], [2], [3]])), plugins: [witness])
        let first = try await client.stream("get") { response in
            var body = response.body.makeAsyncIterator()
            #expect(witness.givenBack == 0)
            return try await body.next()
        }
        #expect(first == [1])
        expectBalanced(witness, taken: 1)
    }

    @Test func closeInTheMiddle() async throws {
        let (witness, entered, leave) = (Witness(), Gate(), Gate())
        let transport = ScriptedTransport { _, _ in
            entered.open()
            try await leave.wait()
            return .json("{}")
        }
        let client = try makeClient(transport, plugins: [witness])
        let task = Task { try await client.call("get") }
        try await entered.wait()
        await client.close()
        leave.open()
        #expect(try await task.value.status == 200)
        expectBalanced(witness, taken: 1)
        #expect(witness.ends == ["success"])
    }
}
