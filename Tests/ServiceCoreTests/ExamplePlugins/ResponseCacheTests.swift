import ServiceCore
import ServiceMocks
import Testing

struct ResponseCacheTests {
    @Test func itAnswersFromMemoryUntilTheTimeIsUp() async throws {
        let (clock, witness, journal) = (ManualClock(), Witness(), Journal())
        let transport = ScriptedTransport { number, _ in .json(#"{"number":\#(number)}"#) }
        let client = try makeClient(
            transport,
            plugins: [ResponseCache(lifetime: .seconds(10)), witness, EveryHook(journal: journal)],
            clock: clock
        )
        #expect(try await client.call("get").cacheAge == nil)
        clock.advance(by: .seconds(9))
        journal.withLock { $0 = [] }
        let hit = try await client.call("get")
        #expect(hit.cacheAge == .seconds(9))
        #expect(hit.data["number"] == 1)
        #expect(witness.taken == 1)
        #expect(
            journal.value.map { $0.dropFirst("EveryHook.".count) } == [
                "prepareSession", "preparePath", "prepareRequest", "preparePayload", "willParse", "didParse",
                "didEnd(success)",
            ]
        )
        clock.advance(by: .seconds(1))
        #expect(try await client.call("get").data["number"] == 2)
        #expect(witness.ends == ["success", "success", "success"])
    }

    @Test(arguments: [404, 500])
    func whatIsNo200IsNotKept(status: Int) async throws {
        let transport = ScriptedTransport(.json("{}", status: ResponseStatus(status)))
        let client = try makeClient(transport, plugins: [ResponseCache(lifetime: .seconds(10))])
        try await client.call("get")
        try await client.call("get")
        #expect(transport.requests.count == 2)
    }

    @Test func aTaskThatIsCancelledGetsNoHit() async throws {
        let (transport, witness) = (ScriptedTransport(), Witness())
        let hook = EveryHook(action: { if $0 == .callAfter, transport.requests.isEmpty { cancelCurrentTask() } })
        let cache = ResponseCache(lifetime: .seconds(10))
        let clock = ManualClock()
        try await makeClient(plugins: [cache], clock: clock).call("get")
        let client = try makeClient(transport, plugins: [hook, cache, witness], clock: clock)
        let task = Task { try await client.call("get") }
        #expect(await task.endedInCancellation)
        #expect(transport.requests.isEmpty)
        #expect(witness.ends == ["cancelled"])
    }
}
