import AllocationCounter
import ServiceCore
import ServiceLimits

/// What limits cost: as the difference that they make to a call over a transport that does nothing, and with many calls that wait.
enum LimitsBenchmark {
    static func run() async throws {
        let table = Table(
            "Limits, over a transport that does nothing: what they add to a call with an attempt hook that does nothing"
        )
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
        table.row("(the hook that does nothing)", try await added([Passing()], to: []))
        for (name, plugins) in limits {
            table.row(name, goal: 50, try await added(plugins, to: [Passing()]))
        }
        try await handOff(table)
        for count in [10_000, 100_000] {
            print("\n\(count) calls that wait for one permit, per call")
            let baton = Baton()
            try await crowd(count, "the least queue", baton) { baton.arrived }
            let pool = Pool(limit: 1, pendingTimeout: .seconds(600))
            try await crowd(count, "Pool with a limit to the wait", pool) { pool.figures.pending }
            precondition(pool.figures.pending == 0 && pool.figures.inFlight == 0)
        }
    }

    private static func added(_ plugins: [any ServicePlugin], to base: [any ServicePlugin]) async throws -> Measurement
    {
        let (without, with) = (try client(base), try client(plugins))
        return try await .beyond({ try await without.call("ping") }, operations: 400_000) {
            try await with.call("ping")
        }
    }

    /// Two tasks that pass one permit to and fro: every call waits for the other's.
    private static func handOff(_ table: Table) async throws {
        let (least, pool) = (try client([Baton(), Yield()]), try client([Pool(limit: 1), Yield()]))
        let calls = 1_000
        func pair(_ client: ServiceClient) async throws {
            try await withThrowingTaskGroup { group in
                for _ in 0..<2 { group.addTask { for _ in 0..<calls { try await client.call("ping") } } }
                try await group.waitForAll()
            }
        }
        let perCall = Double(2 * calls)
        table.row(
            "(two tasks in turn, by the least queue)",
            try await .of(rounds: 100, operations: 100) { try await pair(least) }.divided(by: perCall)
        )
        table.row(
            "two tasks in turn: Pool beyond that",
            goal: 400,
            try await .beyond({ try await pair(least) }, rounds: 100, operations: 100) { try await pair(pool) }
                .divided(by: perCall)
        )
    }

    /// Many calls that wait for one permit: what they hold, and how long it takes to cancel them all, or to serve them all.
    private static func crowd(_ count: Int, _ name: String, _ queue: any ServicePlugin, pending: () -> Int) async throws
    {
        var line = "  \(name): "
        for isCancelled in [true, false] {
            let transport = HeldTransport()
            let client = try client([queue], transport: transport)
            let before = allocated_bytes()
            var tasks: [Task<Void, any Error>] = [Task { try await client.call("ping") }]
            while !transport.isReached { await Task.yield() }
            let arrival = ContinuousClock.now
            for _ in 0..<count { tasks.append(Task { try await client.call("ping") }) }
            while pending() < count { await Task.yield() }
            let arrived = ContinuousClock.now
            let memory = before < 0 ? "not told here" : "\((Int(allocated_bytes() - before)) / count) bytes"
            let start = ContinuousClock.now
            if isCancelled {
                line +=
                    "to come \(perCall(arrival.duration(to: arrived), count)); on the heap, with its task, \(memory); "
                for task in tasks.dropFirst() { task.cancel() }
                line += "to cancel \(perCall(start.duration(to: .now), count)), "
                for task in tasks.dropFirst() { _ = await task.result }
                line += "until it has ended \(perCall(start.duration(to: .now), count)); "
                transport.opening.finish()
                try await tasks[0].value
            } else {
                transport.opening.finish()
                for task in tasks { try await task.value }
                line += "to serve \(perCall(start.duration(to: .now), count))"
            }
        }
        print(line)
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

/// An attempt hook that does nothing: what any hook costs.
private struct Passing: AttemptIntercepting {
    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        try await next(request, session: &session)
    }
}

/// Lets other tasks run in the middle of an attempt.
private struct Yield: SendPreparing {
    func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) async {
        await Task.yield()
    }
}
