import ServiceCore
import ServiceMocks
import Testing

/// A call has one deadline, on the clock of its client.
struct DeadlineTests {
    private func limit(_ duration: Duration) -> OnSession {
        OnSession { $0.limit(until: $0.clock.now.advanced(by: duration)) }
    }

    @Test func theTransportGetsTheDeadline() async throws {
        let (clock, transport) = (ManualClock(), ScriptedTransport())
        let client = try makeClient(transport, plugins: [limit(.seconds(5))], clock: clock)
        try await client.call("get")
        clock.advance(by: .seconds(100))
        let deadline = try #require(transport.sent.first?.deadline)
        #expect(deadline.remaining == .seconds(-95))
        #expect(deadline.hasPassed)
    }

    @Test func withoutALimitThereIsNone() async throws {
        let transport = ScriptedTransport()
        try await makeClient(transport).call("get")
        #expect(transport.sent.map { $0.deadline == nil } == [true])
    }

    @Test(arguments: [(5, 3, 3), (3, 5, 3), (4, 4, 4)])
    func theNearerDeadlineWins(first: Int, second: Int, expected: Int) async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(
            transport,
            plugins: [limit(.seconds(first)), limit(.seconds(second))],
            clock: ManualClock()
        )
        try await client.call("get")
        #expect(transport.sent.first?.deadline?.remaining == .seconds(expected))
    }

    @Test(arguments: [1, 2])
    func aDeadlineThatPassedBeforeSendingFailsWithoutSending(seconds: Int) async throws {
        let (clock, transport, witness) = (ManualClock(), ScriptedTransport(), Witness())
        let client = try makeClient(
            transport,
            plugins: [limit(.seconds(1)), OnRequest { _ in clock.advance(by: .seconds(seconds)) }, witness],
            clock: clock
        )
        let error = try await serviceError { try await client.call("get") }
        #expect(error.code == .deadlineExceeded)
        #expect(error.stage == .send)
        #expect(error.message.contains("before the request was sent"))
        #expect(transport.requests.isEmpty)
        #expect(witness.taken == witness.givenBack)
    }

    @Test func aWaitThatCannotEndInTimeFailsAtOnce() async throws {
        let clock = ManualClock()
        let client = try makeClient(
            plugins: [limit(.seconds(1)), OnSession(name: "Patient") { try await $0.sleep(for: .seconds(2)) }],
            clock: clock
        )
        let error = try await serviceError { try await client.call("get") }
        #expect(error.code == .deadlineExceeded)
        #expect(error.message.hasPrefix("Patient: a wait of 2.0 seconds would not end before the deadline"))
        #expect(clock.sleeperCount == 0)
    }

    @Test func aWaitThatEndsWithTheDeadlineIsAllowed() async throws {
        let clock = ManualClock()
        let journal = Journal()
        let client = try makeClient(
            plugins: [
                limit(.seconds(1)),
                OnSession { session in
                    try await session.sleep(for: .seconds(1))
                    journal.write("awake, \(session.remaining ?? .zero) left")
                },
            ],
            clock: clock
        )
        let task = Task { try await client.call("get") }
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(1))
        let error = try await serviceError { try await task.value }
        #expect(error.code == .deadlineExceeded)
        #expect(error.stage == .send)
        #expect(journal.value == ["awake, 0.0 seconds left"])
    }

    @Test func queueingBackOffAndAllAttemptsCountAgainstIt() async throws {
        let (clock, witness) = (ManualClock(), Witness())
        let transport = ScriptedTransport { _, _ in
            clock.advance(by: .seconds(2))
            throw TransportError(.connectionLost, "gone")
        }
        let client = try makeClient(
            transport,
            plugins: [limit(.seconds(6)), Retry(attempts: 4, wait: .seconds(1)), witness],
            clock: clock
        )
        let task = Task { try await client.call("get") }
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(1))
        let error = try await serviceError { try await task.value }
        // 2 s of sending, 1 s of waiting, 2 s of sending: 1 s is left, and the next wait is one of 2 s.
        #expect(error.code == .deadlineExceeded)
        #expect(error.stage == .interceptCall)
        #expect(clock.now.offset == .seconds(5))
        #expect(witness.failures.map(\.stage) == [.send, .send, .interceptCall])
    }
}
