import ServiceCore
import ServiceMocks
import Testing

/// The end of a client: closed, or dropped.
struct CloseTests {
    @Test func newCallsAreRefused() async throws {
        let (transport, journal) = (ScriptedTransport(), Journal())
        let witness = Witness()
        let client = try makeClient(transport, plugins: [OnSession { _ in journal.write("session") }, witness])
        #expect(!client.isClosed)
        await client.close()
        #expect(client.isClosed)
        let called = try await serviceError { try await client.call("get") }
        let streamed = try await serviceError { try await client.stream("get") { _ in } }
        let dynamic = try await serviceError { try await client.dynamic.get() }
        for error in [called, streamed, dynamic] {
            #expect(error.code == .clientClosed)
            #expect(error.endpoint == "get")
        }
        #expect(transport.requests.isEmpty)
        #expect(journal.value.isEmpty)
        #expect(witness.failures.map(\.code) == [.clientClosed, .clientClosed, .clientClosed])
        #expect(witness.ends == ["failure", "failure", "failure"])
    }

    @Test func `a closed client makes no other`() async throws {
        let client = try makeClient()
        await client.close()
        let error = try #require(throws: ServiceError.self) { try client.adding(Witness()) }
        #expect(error.code == .clientClosed)
        #expect(error.service == "items")
    }

    @Test func whoWaitsFails() async throws {
        let (clock, witness) = (ManualClock(), Witness())
        let transport = ScriptedTransport { _, _ in throw TransportError(.connectionLost, "gone") }
        let client = try makeClient(transport, plugins: [Retry(), witness], clock: clock)
        let tasks = (1...3).map { _ in Task { try await client.call("get") } }
        try await clock.waitForSleepers(count: 3)
        await client.close()
        for task in tasks {
            let error = try await serviceError { try await task.value }
            #expect(error.code == .clientClosed)
            #expect(error.stage == .interceptCall)
        }
        #expect(clock.sleeperCount == 0)
        #expect(witness.ends == ["failure", "failure", "failure"])
    }

    @Test func aWaitThatBeginsAfterwardsFailsAtOnce() async throws {
        let (clock, entered, leave) = (ManualClock(), Gate(), Gate())
        let client = try makeClient(
            plugins: [
                OnSession {
                    entered.open()
                    try await leave.wait()
                    try await $0.sleep(for: .seconds(1))
                }
            ],
            clock: clock
        )
        let task = Task { try await client.call("get") }
        try await entered.wait()
        await client.close()
        leave.open()
        let error = try await serviceError { try await task.value }
        #expect(error.code == .clientClosed)
        #expect(clock.sleeperCount == 0)
    }

    @Test func whatRunsMayFinish() async throws {
        let (entered, leave) = (Gate(), Gate())
        let client = try makeClient(ScriptedTransport(.chunks([[1], [2]])))
        let task = Task {
            try await client.stream("get") { response in
                entered.open()
                try await leave.wait()
                return try await response.body.reduce(into: [UInt8]()) { $0 += $1 }
            }
        }
        try await entered.wait()
        await client.close()
        leave.open()
        #expect(try await task.value == [1, 2])
    }

    @Test func aSecondCloseDoesNothing() async throws {
        let (transport, hook) = (ScriptedTransport(), EveryHook())
        let client = try makeClient(transport, plugins: [hook])
        await withTaskGroup { group in
            for _ in 1...8 { group.addTask { await client.close() } }
        }
        #expect(transport.closings == 1)
        #expect(hook.journal.value == ["EveryHook.close"])
    }

    @Test func aTaskThatIsCancelledClosesAsWell() async throws {
        let (transport, hook) = (ScriptedTransport(), EveryHook())
        let client = try makeClient(transport, plugins: [hook])
        await Task {
            cancelCurrentTask()
            await client.close()
        }.value
        #expect(hook.journal.value == ["EveryHook.close"])
        #expect(transport.closings == 1)
    }

    @Test(arguments: [false, true])
    func aClientWithMorePluginsSharesTheEnd(closesTheFirst: Bool) async throws {
        let (transport, first, second) = (ScriptedTransport(), EveryHook(name: "A"), EveryHook(name: "B"))
        let client = try makeClient(transport, plugins: [first])
        let more = try client.adding(second)
        await (closesTheFirst ? client : more).close()
        #expect(client.isClosed)
        #expect(more.isClosed)
        #expect(first.journal.value == ["A.close"])
        #expect(second.journal.value == ["B.close"])
        #expect(transport.closings == 1)
        #expect(try await serviceError { try await more.call("get") }.code == .clientClosed)
    }

    @Test func aPluginTellsTheCallsOfAClosedClientFromThoseOfAnother() async throws {
        let lifetimes = Locked<[ClientLifetime]>([])
        let plugin = LifetimeWitness(lifetimes: lifetimes)
        let (first, second) = (try makeClient(plugins: [plugin]), try makeClient(plugins: [plugin]))
        let more = try first.adding(OnRead { _ in })
        for client in [first, second, more] { try await client.call("get") }
        #expect(lifetimes.value.map(\.isClosed) == [false, false, false])
        #expect(Set(lifetimes.value).count == 2)
        #expect(lifetimes.value[0] == lifetimes.value[2])
        await first.close()
        #expect(plugin.closedWhenTold.value == [true, false, true])
    }

    @Test func aDroppedClientLeaksNothing() async throws {
        weak var plugin: Witness?
        weak var transport: ScriptedTransport?
        weak var dropped: ServiceClient?
        do {
            let (witness, scripted) = (Witness(), ScriptedTransport())
            let client = try makeClient(scripted, plugins: [witness, Retry()])
            let more = try client.adding(OnRead { _ in })
            (plugin, transport, dropped) = (witness, scripted, client)
            try await client.call("get")
            try await more.stream("get") { _ in }
            #expect(plugin != nil)
        }
        #expect(plugin == nil)
        #expect(transport == nil)
        #expect(dropped == nil)
    }

    @Test func aPluginThatWasAddedGoesWithItsClient() async throws {
        let client = try makeClient()
        weak var plugin: Witness?
        do {
            let witness = Witness()
            let more = try client.adding(witness)
            plugin = witness
            try await more.call("get")
        }
        #expect(plugin == nil)
        await client.close()
    }
}

/// Keeps the lifetime of every call, and on `close` what each of them says.
private struct LifetimeWitness: SessionPreparing, ClientClosing {
    let lifetimes: Locked<[ClientLifetime]>
    let closedWhenTold = Locked<[Bool]>([])

    func prepareSession(_ session: inout ServiceSession) {
        let lifetime = session.clientLifetime
        lifetimes.withLock { $0.append(lifetime) }
    }

    func close() async {
        let closed = lifetimes.value.map(\.isClosed)
        closedWhenTold.withLock { $0 = closed }
    }
}
