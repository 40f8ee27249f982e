import ServiceCore
import ServiceMocks
import Testing

struct RetryTests {
    @Test func itTriesAgainUntilThereIsAnAnswer() async throws {
        let (clock, witness) = (ManualClock(), Witness())
        let transport = ScriptedTransport { number, _ in
            switch number {
            case 1: throw TransportError(.connectionLost, "gone")
            case 2: .json("{}", status: 503)
            default: .json(#"{"attempt":3}"#)
            }
        }
        let client = try makeClient(transport, plugins: [Retry(), witness], clock: clock)
        async let response = client.call("get")
        for wait in [1, 2] {
            try await clock.waitForSleepers()
            clock.advance(by: .seconds(wait))
        }
        #expect(try await response.data["attempt"] == 3)
        #expect(clock.now.offset == .seconds(3))
        #expect(witness.failures.map(\.attempt) == [1])
        #expect(witness.taken == 3)
        #expect(witness.ends == ["success"])
    }

    @Test func theLastFailureIsThatOfTheCall() async throws {
        let (clock, witness) = (ManualClock(), Witness())
        let transport = ScriptedTransport { number, _ in throw TransportError(.connectionLost, "gone \(number)") }
        let client = try makeClient(transport, plugins: [Retry(), witness], clock: clock)
        let task = Task { try await client.call("get") }
        for wait in [1, 2] {
            try await clock.waitForSleepers()
            clock.advance(by: .seconds(wait))
        }
        let error = try await serviceError { try await task.value }
        #expect(error.attempt == 3)
        #expect(error.message == "gone 3")
        #expect(witness.failures.map(\.attempt) == [1, 2, 3])
        #expect(witness.ends == ["failure"])
    }

    @Test func aCancelledBackOffLeavesNothing() async throws {
        let (clock, witness) = (ManualClock(), Witness())
        let transport = ScriptedTransport { _, _ in throw TransportError(.connectionLost, "gone") }
        let client = try makeClient(transport, plugins: [Retry(), witness], clock: clock)
        let task = Task { try await client.call("get") }
        try await clock.waitForSleepers()
        task.cancel()
        #expect(await task.endedInCancellation)
        #expect(clock.sleeperCount == 0)
        #expect(transport.requests.count == 1)
        #expect(witness.ends == ["cancelled"])
    }

    @Test func aBackOffThatCannotEndInTimeFailsAtOnce() async throws {
        let transport = ScriptedTransport { _, _ in throw TransportError(.connectionLost, "gone") }
        let client = try makeClient(
            transport,
            plugins: [OnSession { $0.limit(until: $0.clock.now.advanced(by: .milliseconds(999))) }, Retry()],
            clock: ManualClock()
        )
        let error = try await serviceError { try await client.call("get") }
        #expect(error.code == .deadlineExceeded)
        #expect(error.message.contains("Retry"))
        #expect(transport.requests.count == 1)
    }

    @Test func aBodyThatCanBeReadOnceIsNotSentTwice() async throws {
        let transport = ScriptedTransport { _, _ in throw TransportError(.connectionLost, "gone") }
        let client = try makeClient(transport, plugins: [Retry()], clock: ManualClock())
        let chunks = AsyncStream<[UInt8]> { $0.finish() }
        let error = try await serviceError { try await client.call("post", payload: .stream(BodyStream(chunks))) }
        #expect(error.message == "gone")
        #expect(transport.requests.count == 1)
    }

    @Test func aBodyThatCanBeReplayedIsSentAgain() async throws {
        let clock = ManualClock()
        let transport = ScriptedTransport { number, _ in
            if number == 1 { throw TransportError(.connectionLost, "gone") }
            return .json("{}")
        }
        let client = try makeClient(transport, plugins: [Retry()], clock: clock)
        async let response = client.call("post", payload: .stream(BodyStream(opening: { { nil } })))
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(1))
        #expect(try await response.status == 200)
        #expect(transport.requests.count == 2)
    }

    @Test func aStreamedCallIsTriedAgainBeforeItsClosureStartsAndNeverAfter() async throws {
        let (clock, witness) = (ManualClock(), Witness())
        let transport = ScriptedTransport { number, _ in
            if number == 1 { throw TransportError(.connectionLost, "gone") }
            return .json("{}")
        }
        let client = try makeClient(transport, plugins: [Retry(), witness], clock: clock)
        let task = Task {
            try await client.stream("get") { _ in throw TransportError(.connectionLost, "gone in the middle") }
        }
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(1))
        let error = try await serviceError { try await task.value }
        #expect(error.stage == .stream)
        #expect(error.attempt == 2)
        #expect(transport.requests.count == 2)
        #expect(witness.failures.map(\.attempt) == [1, 2])
    }
}
