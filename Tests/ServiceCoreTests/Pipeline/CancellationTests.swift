import ServiceCore
import ServiceMocks
import Testing

/// Cancelling the caller's task ends the call with `CancellationError` and nothing else, and nothing is left behind.
struct CancellationTests {
    /// What ended in cancellation leaves nothing and is nobody's failure.
    private func expectCancelled(
        _ task: Task<some Sendable, any Error>,
        _ witness: Witness,
        _ transport: ScriptedTransport,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        #expect(await task.endedInCancellation, sourceLocation: sourceLocation)
        #expect(witness.taken == witness.givenBack, sourceLocation: sourceLocation)
        #expect(witness.failures.isEmpty, sourceLocation: sourceLocation)
        #expect(witness.ends == ["cancelled"], sourceLocation: sourceLocation)
        #expect(transport.running == 0, sourceLocation: sourceLocation)
    }

    @Test(arguments: Moment.allCases)
    func aHookThatCancelsItsTaskAndReturns(moment: Moment) async throws {
        let (witness, transport) = (Witness(), ScriptedTransport())
        let hook = EveryHook(action: { if $0 == moment { cancelCurrentTask() } })
        let client = try makeClient(transport, plugins: [witness, hook])
        await expectCancelled(Task { try await client.call("get") }, witness, transport)
        #expect(hook.journal.value.last == "EveryHook.didEnd(cancelled)")
        #expect(transport.requests.count == (moment.isBeforeSending ? 0 : 1))
    }

    @Test(arguments: Moment.streamed)
    func aHookOfAStreamedCallThatCancelsItsTaskAndReturns(moment: Moment) async throws {
        let (witness, transport) = (Witness(), ScriptedTransport())
        let hook = EveryHook(action: { if $0 == moment { cancelCurrentTask() } })
        let client = try makeClient(transport, plugins: [witness, hook])
        await expectCancelled(Task { try await client.stream("get") { $0.status } }, witness, transport)
    }

    @Test(arguments: Moment.allCases)
    func aHookThatCancelsItsTaskAndThrowsSomethingElse(moment: Moment) async throws {
        let (witness, transport) = (Witness(), ScriptedTransport())
        let hook = EveryHook(action: {
            guard $0 == moment else { return }
            cancelCurrentTask()
            throw Broken()
        })
        let client = try makeClient(transport, plugins: [witness, hook])
        await expectCancelled(Task { try await client.call("get") }, witness, transport)
    }

    @Test(arguments: Moment.allCases)
    func aHookThatWaitsUntilItIsCancelled(moment: Moment) async throws {
        let (witness, transport, entered) = (Witness(), ScriptedTransport(), Gate())
        let hook = EveryHook(action: {
            guard $0 == moment else { return }
            entered.open()
            try await Gate().wait()
        })
        let client = try makeClient(transport, plugins: [witness, hook])
        let task = Task { try await client.call("get") }
        try await entered.wait()
        task.cancel()
        await expectCancelled(task, witness, transport)
    }

    @Test(arguments: Moment.streamed)
    func aHookOfAStreamedCallThatWaitsUntilItIsCancelled(moment: Moment) async throws {
        let (witness, transport, entered) = (Witness(), ScriptedTransport(), Gate())
        let hook = EveryHook(action: {
            guard $0 == moment else { return }
            entered.open()
            try await Gate().wait()
        })
        let client = try makeClient(transport, plugins: [witness, hook])
        let task = Task { try await client.stream("get") { $0.status } }
        try await entered.wait()
        task.cancel()
        await expectCancelled(task, witness, transport)
    }

    @Test(arguments: [false, true])
    func inTheTransportBeforeTheHead(streamed: Bool) async throws {
        let (witness, entered) = (Witness(), Gate())
        let transport = ScriptedTransport { _, _ in
            entered.open()
            try await Gate().wait()
            return .json("{}")
        }
        let client = try makeClient(transport, plugins: [witness])
        let task = Task {
            if streamed { try await client.stream("get") { _ in } } else { try await client.call("get") }
        }
        try await entered.wait()
        task.cancel()
        await expectCancelled(task, witness, transport)
    }

    /// A transport of the platform tells a cancellation by an error of its own.
    @Test func aTransportThatTellsACancellationInItsOwnWords() async throws {
        let (witness, entered) = (Witness(), Gate())
        let transport = ScriptedTransport { _, _ in
            entered.open()
            try? await Gate().wait()
            throw TransportError(.other, "cancelled")
        }
        let client = try makeClient(transport, plugins: [witness])
        let task = Task { try await client.call("get") }
        try await entered.wait()
        task.cancel()
        await expectCancelled(task, witness, transport)
    }

    @Test func inTheMiddleOfABody() async throws {
        let (witness, entered) = (Witness(), Gate())
        let pulls = Locked(0)
        let transport = ScriptedTransport { _, _ in
            .streamed {
                if pulls.withLock({
                    $0 += 1; return $0
                }) == 1 {
                    return [1]
                }
                entered.open()
                try await Gate().wait()
                return nil
            }
        }
        let client = try makeClient(transport, plugins: [witness])
        let task = Task { try await client.call("get") }
        try await entered.wait()
        task.cancel()
        await expectCancelled(task, witness, transport)
    }

    @Test(arguments: [false, true])
    func insideTheClosureOfAStreamedCall(closureThrows: Bool) async throws {
        let (witness, transport, entered) = (Witness(), ScriptedTransport(), Gate())
        let client = try makeClient(transport, plugins: [witness])
        let task = Task {
            try await client.stream("get") { _ in
                entered.open()
                do { try await Gate().wait() } catch { if closureThrows { throw Broken() } }
            }
        }
        try await entered.wait()
        task.cancel()
        await expectCancelled(task, witness, transport)
    }

    @Test func aTaskThatWasCancelledBeforeStartsNothing() async throws {
        let (transport, journal) = (ScriptedTransport(), Journal())
        let client = try makeClient(transport, plugins: [EveryHook(journal: journal)])
        let task = Task {
            cancelCurrentTask()
            return try await client.call("get")
        }
        #expect(await task.endedInCancellation)
        #expect(transport.requests.isEmpty)
        #expect(journal.value == ["EveryHook.didEnd(cancelled)"])
    }

    @Test(arguments: [false, true])
    func inTheCodec(decoding: Bool) async throws {
        let (witness, transport) = (Witness(), ScriptedTransport())
        let codec = ClosureCodec(
            serialize: { _, _ in
                if !decoding { cancelCurrentTask() }
                return []
            },
            parse: { _, _ in
                if decoding { cancelCurrentTask() }
                throw Broken()
            }
        )
        let client = try makeClient(transport, plugins: [witness], codec: codec)
        await expectCancelled(Task { try await client.call("post", payload: 1) }, witness, transport)
    }

    @Test func whileASessionSleeps() async throws {
        let (witness, transport, clock) = (Witness(), ScriptedTransport(), ManualClock())
        let client = try makeClient(
            transport,
            plugins: [witness, OnSession { try await $0.sleep(for: .seconds(1)) }],
            clock: clock
        )
        let task = Task { try await client.call("get") }
        try await clock.waitForSleepers()
        task.cancel()
        await expectCancelled(task, witness, transport)
        #expect(clock.sleeperCount == 0)
    }

    /// An attempt that is cancelled is not followed by another, whatever a retry does with the error.
    @Test func aCancelledCallIsNotSentAgain() async throws {
        let (witness, entered) = (Witness(), Gate())
        let transport = ScriptedTransport { _, _ in
            entered.open()
            try await Gate().wait()
            return .json("{}")
        }
        let stubborn = AroundCall { request, session, next in
            do {
                return try await next(request, session: &session)
            } catch {
                return try await next(request, session: &session)
            }
        }
        let client = try makeClient(transport, plugins: [stubborn, witness])
        let task = Task { try await client.call("get") }
        try await entered.wait()
        task.cancel()
        await expectCancelled(task, witness, transport)
        #expect(transport.requests.count == 1)
    }

    /// A `CancellationError` of a task that is not cancelled is a failure like any other.
    @Test(arguments: Moment.allCases)
    func aCancellationErrorWithoutCancellation(moment: Moment) async throws {
        let witness = Witness()
        let hook = EveryHook(action: { if $0 == moment { throw CancellationError() } })
        let client = try makeClient(plugins: [witness, hook])
        let error = try await serviceError { try await client.call("get") }
        #expect(error.stage == moment.stage)
        #expect(error.cause is CancellationError)
        #expect(witness.ends == ["failure"])
        #expect(witness.failures.count == 1)
    }

    @Test func aCancellationErrorOfTransportAndClosureWithoutCancellation() async throws {
        let broken = try makeClient(ScriptedTransport { _, _ in throw CancellationError() })
        let sending = try await serviceError { try await broken.call("get") }
        #expect(sending.code == .transportFailed)
        let client = try makeClient()
        let streaming = try await serviceError { try await client.stream("get") { _ in throw CancellationError() } }
        #expect(streaming.code == .streamFailed)
    }
}

extension Moment {
    fileprivate var isBeforeSending: Bool {
        switch self {
        case .prepareSession, .preparePath, .prepareRequest, .preparePayload, .callBefore, .attemptBefore, .willSend:
            true
        default: false
        }
    }
}
