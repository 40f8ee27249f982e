import ServiceCore
import ServiceLogging
import ServicePlugins

/// What loggers and timelines cost in a call over a transport that does nothing.
enum LoggingBenchmark {
    static func run() async throws {
        let table = Table("Loggers and timelines, over a transport that does nothing")
        let off = InMemorySink(minimumLevel: .critical)
        let rows: [(String, Int?, [any ServicePlugin])] = [
            ("no plugin", nil, []),
            ("OuterLogger, off by level", nil, [OuterLogger(off)]),
            ("InnerLogger, off by level", nil, [InnerLogger(off)]),
            ("both loggers, off by level", nil, [OuterLogger(off), InnerLogger(off)]),
            ("Timeline", nil, [Timeline()]),
            ("the six", 1200, six),
            ("the six and both loggers, off by level", 2000, six + [OuterLogger(off), InnerLogger(off)]),
            ("the six and Timeline", 2000, [Timeline()] + six),
        ]
        for (name, goal, plugins) in rows {
            let client = try client(plugins)
            let measurement =
                if goal == nil {
                    try await Measurement.of(operations: 500_000) { try await client.call("ping") }
                } else {
                    try await Measurement.of(operations: 500_000) {
                        try await client.call("getUserDetail", .pathTokens(["userId": 21]), .query(["page": 2]))
                    }
                }
            table.row(name, goal: goal, measurement)
        }
        let nothing = Discarding()
        let made = try client([OuterLogger(nothing), InnerLogger(nothing)])
        table.row(
            "both on, records made and discarded",
            try await .of(operations: 50_000) { try await made.call("ping") }
        )
        let null = JSONLinesSink { _ in }
        let lines = try client([OuterLogger(null), InnerLogger(null)])
        // 200 calls are 800 records, for which the queue has room; the time of writing them counts too.
        let batch = try await Measurement.of(rounds: 100, operations: 100) {
            for _ in 0..<200 { try await lines.call("ping") }
            await null.flush()
        }
        table.row("both on, JSON lines written to a null sink", batch.divided(by: 200))
        if null.lostCount > 0 { print("  \(null.lostCount) records were lost: the row above is too good") }
    }

    private static let six: [any ServicePlugin] = [
        PathTokens(), QueryParams(), Headers(["accept": "application/json"]), Timeout(.seconds(10)), TrackingToken(),
        Elapsed(),
    ]

    private static func client(_ plugins: [any ServicePlugin]) throws -> ServiceClient {
        var endpoints: Endpoints = ["ping": .get("/ping")]
        if plugins.contains(where: { $0 is PathTokens }) { endpoints.append("getUserDetail", .get("/users/{userId}")) }
        return try ServiceClient(
            name: "users",
            baseURL: "https://api.example.com/v1",
            endpoints: endpoints,
            transport: NullTransport(),
            plugins: plugins
        )
    }

    /// A sink that wants everything and keeps nothing.
    private struct Discarding: LogSink {
        func write(_ record: LogRecord) {}
    }
}
