import ServiceCore
import ServiceLimits

/// What limits cost: as the difference that they make to a call over a transport that does nothing, and with many calls that wait.
enum LimitsBenchmark {
    static func run() async throws {
        let table = Table("Limits: a call over a transport that does nothing, and what a limit adds to it")
        let bare = try await call([])
        table.row("no limit", bare)
        let limits: [(String, [any ServicePlugin])] = [
            ("Pool, a permit is free", [Pool(limit: 10)]),
            ("Pool, until the head", [Pool(limit: 10, holdsUntil: .head)]),
            ("Pool, by endpoint", [Pool(limit: 10, partition: .endpoint)]),
            ("Pool, gradient", [Pool(limit: .gradient())]),
            ("RateLimit, GCRA", [RateLimit(1_000_000_000, per: .seconds(1))]),
            ("RateLimit, sliding log", [RateLimit(.slidingLog(1_000_000, per: .milliseconds(1)))]),
            (
                "RateLimit, following the service",
                [RateLimit(1_000_000_000, per: .seconds(1), serverAdvice: ServerAdviceReader())]
            ),
            (
                "RateLimit, two rates",
                [RateLimit(.gcra(1_000_000_000, per: .seconds(1)), .gcra(900_000_000, per: .seconds(1)))]
            ),
        ]
        for (name, plugins) in limits {
            table.row("\(name): added", goal: 50, try await call(plugins).beyond(bare))
        }
        try await handOff(table)
        for count in [10_000, 100_000] { try await crowd(count) }
    }

    private static func call(_ plugins: [any ServicePlugin]) async throws -> Measurement {
        let client = try client(plugins)
        return try await .of(operations: 100_000) { try await client.call("ping") }
    }

    /// Two tasks that pass one permit to and fro: every call waits for the other's.
    private static func handOff(_ table: Table) async throws {
        let alone = try client([Yield()])
        let pool = try client([Pool(limit: 1), Yield()])
        let (rounds, calls) = (9, 20_000)
        func pairs(_ client: ServiceClient) async throws -> Measurement {
            try await .of(rounds: rounds, operations: 4) {
                try await withThrowingTaskGroup { group in
                    for _ in 0..<2 { group.addTask { for _ in 0..<calls { try await client.call("ping") } } }
                    try await group.waitForAll()
                }
            }
            .divided(by: Double(2 * calls))
        }
        let without = try await pairs(alone)
        table.row("two tasks in turn, no limit", without)
        table.row("two tasks in turn, Pool(limit: 1): added", goal: 400, try await pairs(pool).beyond(without))
    }

    /// Many calls that wait for one permit: what they hold, and how long it takes to cancel them all, or to serve them all.
    private static func crowd(_ count: Int) async throws {
        print("\n\(count) calls that wait for one permit, with a limit to their wait")
        for isCancelled in [true, false] {
            let pool = Pool(limit: 1, pendingTimeout: .seconds(600))
            let transport = HeldTransport()
            let client = try client([pool], transport: transport)
            let before = residentMemory()
            var tasks: [Task<Void, any Error>] = [Task { try await client.call("ping") }]
            while pool.figures.inFlight == 0 { await Task.yield() }
            let arrival = ContinuousClock.now
            for _ in 0..<count { tasks.append(Task { try await client.call("ping") }) }
            while pool.figures.pending < count { await Task.yield() }
            let arrived = ContinuousClock.now
            let memory =
                before.flatMap { before in residentMemory().map { "\(($0 - before) / count) bytes" } }
                ?? "not measured here"
            if isCancelled {
                print(
                    "  to come: \(perCall(arrival.duration(to: arrived), count)) each; memory, task and call included: \(memory) each"
                )
                let start = ContinuousClock.now
                for task in tasks.dropFirst() { task.cancel() }
                let cancelled = ContinuousClock.now
                print("  to cancel all of them: \(perCall(start.duration(to: cancelled), count)) each (goal 1000 ns)")
                while pool.figures.pending > 0 { await Task.yield() }
                for task in tasks.dropFirst() { _ = await task.result }
                print("  until all have ended: \(perCall(start.duration(to: .now), count)) each")
                transport.opening.finish()
            } else {
                let start = ContinuousClock.now
                transport.opening.finish()
                for task in tasks { try await task.value }
                print("  to serve all of them: \(perCall(start.duration(to: .now), count)) each")
            }
            precondition(pool.figures.pending == 0)
        }
    }

    private static func perCall(_ duration: Duration, _ count: Int) -> String {
        "\(Int(duration / .nanoseconds(1) / Double(count))) ns"
    }

    private static func client(
        _ plugins: [any ServicePlugin],
        transport: some Transport = NullTransport()
    ) throws -> ServiceClient {
        try ServiceClient(
            name: "users",
            baseURL: "https://api.example.com/v1",
            endpoints: ["ping": .get("/ping")],
            codec: .raw,
            transport: transport,
            plugins: plugins
        )
    }
}

/// Lets other tasks run in the middle of an attempt.
private struct Yield: SendPreparing {
    func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) async {
        await Task.yield()
    }
}

/// A transport that answers nothing until the test lets it.
private struct HeldTransport: Transport {
    private let gate: AsyncStream<Never>
    let opening: AsyncStream<Never>.Continuation

    init() {
        (gate, opening) = AsyncStream.makeStream()
    }

    func send(_ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler) async throws {
        for await _ in gate {}
        try await handler(TransportResponse(head: ResponseHead(status: 200)))
    }
}
