import ServiceCore
import ServiceMocks
import Testing

struct HedgingTests {
    @Test func anAnswerInTimeSendsNoSecondAttempt() async throws {
        let (clock, transport) = (ManualClock(), ScriptedTransport())
        let client = try makeClient(transport, plugins: [Hedging(delay: .seconds(1))], clock: clock)
        #expect(try await client.call("get").status == 200)
        #expect(transport.requests.count == 1)
        #expect(clock.sleeperCount == 0)
    }

    @Test func theFirstAnswerWinsAndTheLoserLeavesNothing() async throws {
        let (clock, witness, semaphore) = (ManualClock(), Witness(), Semaphore(2))
        let attempts = Locked<[Int]>([])
        let transport = ScriptedTransport { number, _ in
            if number == 1 { try await Gate().wait() }
            return .json(#"{"number":\#(number)}"#)
        }
        let mark = AroundAttempt { request, session, next in
            session.attributes[Number.self] = session.attempt
            return try await next(request, session: &session)
        }
        let client = try makeClient(
            transport,
            plugins: [
                AroundCall { request, session, next in
                    let response = try await next(request, session: &session)
                    // The session that goes on is the winner's.
                    let number = session.attributes[Number.self]
                    attempts.withLock { $0.append(number ?? 0) }
                    return response
                },
                Hedging(delay: .seconds(1)), witness, semaphore, mark,
            ],
            clock: clock
        )
        async let response = client.call("get")
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(1))
        #expect(try await response.data["number"] == 2)
        #expect(attempts.value == [2])
        #expect(witness.taken == 2)
        #expect(witness.givenBack == 2)
        #expect(witness.failures.isEmpty)
        #expect(witness.ends == ["success"])
        #expect(semaphore.free == 2)
        #expect(transport.running == 0)
    }

    @Test func aFailureIsThatOfTheLastAttempt() async throws {
        let (clock, witness) = (ManualClock(), Witness())
        let transport = ScriptedTransport { number, _ in throw TransportError(.connectionLost, "gone \(number)") }
        let client = try makeClient(transport, plugins: [Hedging(delay: .seconds(1)), witness], clock: clock)
        let task = Task { try await client.call("get") }
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(1))
        let error = try await serviceError { try await task.value }
        #expect(error.message == "gone 2")
        #expect(error.attempt == 2)
        #expect(witness.failures.map(\.attempt) == [1, 2])
    }

    @Test func cancellingTheCallerCancelsBoth() async throws {
        let (clock, witness, sending) = (ManualClock(), Witness(), Gate())
        let transport = ScriptedTransport { number, _ in
            if number == 2 { sending.open() }
            try await Gate().wait()
            return .json("{}")
        }
        let client = try makeClient(transport, plugins: [Hedging(delay: .seconds(1)), witness], clock: clock)
        let task = Task { try await client.call("get") }
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(1))
        try await sending.wait()
        task.cancel()
        #expect(await task.endedInCancellation)
        #expect(transport.running == 0)
        #expect(witness.taken == 2)
        #expect(witness.givenBack == 2)
        #expect(witness.failures.isEmpty)
        #expect(witness.ends == ["cancelled"])
    }

    @Test func aHedgeSendsNothingOnceTheClosureOfAStreamedCallRuns() async throws {
        let (clock, transport) = (ManualClock(), ScriptedTransport())
        let (entered, leave, refused) = (Gate(), Gate(), Gate())
        let refusals = Locked<[ServiceError.Code]>([])
        let watch = AroundCall { request, session, next in
            do {
                return try await next(request, session: &session)
            } catch let error as ServiceError {
                refusals.withLock { $0.append(error.code) }
                refused.open()
                throw error
            }
        }
        let witness = Witness()
        let client = try makeClient(transport, plugins: [Hedging(delay: .seconds(1)), watch, witness], clock: clock)
        let task = Task {
            try await client.stream("get") { response in
                entered.open()
                try await leave.wait()
                return response.status
            }
        }
        try await entered.wait()
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(1))
        try await refused.wait()
        leave.open()
        #expect(try await task.value == 200)
        #expect(refusals.value == [.superseded])
        #expect(witness.failures.isEmpty)
        #expect(witness.ends == ["success"])
        #expect(transport.requests.count == 1)
    }
}

private enum Number: AttributeKey {
    typealias Value = Int
}
