import ServiceCore
import ServiceMocks
import ServicePlugins
import Testing

@testable import ServiceLimits

/// Limits that are divided by a key.
@Suite(.timeLimit(.minutes(10)))
struct LimitPartitionTests {
    @Test func `every endpoint has its own permits`() async throws {
        let (pool, transport) = (Pool(limit: 1, pendingLimit: 0, partition: .endpoint), HeldTransport("/a", "/b"))
        let client = try ServiceClient.testing(pool, transport: transport)
        let tasks = ["a", "b"].map { name in Task { try await client.call(name) } }
        try await until { transport.sent.entries.count == 2 }
        #expect(pool.figures == PoolFigures(limit: 2, inFlight: 2, partitions: 2))
        #expect(pool.figures(ofPartition: "a")?.inFlight == 1)
        #expect(pool.figures(ofPartition: "c") == nil)
        let error = await #expect(throws: ServiceError.self) { try await client.call("a") }
        #expect(error?.limitRefusal?.partition == "a")
        #expect(
            "\(error?.limitRefusal?.description ?? "")"
                == "Pool of \"a\": pendingLimit (limit 1, 1 in flight, 0 pending)"
        )
        transport.letGo("/a")
        transport.letGo("/b")
        for task in tasks { _ = try await task.value }
    }

    @Test func `the key of a host`() async throws {
        let rate = RateLimit(5, per: .seconds(1), partition: .host)
        for url in ["https://api.test", "https://API.test:443/v1", "http://api.test:8080"] {
            let client = try ServiceClient(
                name: "test",
                baseURL: url,
                endpoints: ["it": .get("/it")],
                transport: ClosureTransport(),
                plugins: [rate]
            )
            try await client.call("it")
        }
        #expect(rate.figures.partitions == 2)
        #expect(rate.figures(ofPartition: "api.test") != nil)
        #expect(rate.figures(ofPartition: "api.test:8080") != nil)
        #expect(rate.timeUntilStart(inPartition: "elsewhere") == .zero)
    }

    @Test func `idle partitions make room, and busy ones stay`() async throws {
        let partition = LimitPartition(maximumCount: 2) { _, session in session.endpoint.name }
        let (pool, transport) = (Pool(limit: 1, partition: partition), HeldTransport("/a", "/b"))
        let client = try ServiceClient.testing(pool, transport: transport)
        let first = Task { try await client.call("a") }
        try await until { pool.figures.inFlight == 1 }
        try await client.call("c")
        try await client.call("d")
        #expect(pool.figures.partitions == 2)
        #expect(pool.figures(ofPartition: "c") == nil)
        let second = Task { try await client.call("b") }
        try await until { pool.figures.inFlight == 2 }
        let error = await #expect(throws: ServiceError.self) { try await client.call("c") }
        #expect(error?.code == .tooManyRequestsPending)
        #expect(error?.limitRefusal?.reason == .partitionLimit)
        #expect(
            error?.message == "Pool: all 2 partitions are in use: call later, or raise maximumCount of the partition"
        )
        #expect(pool.figures.rejected == LimitRejections(partitionLimit: 1))
        transport.letGo("/a")
        transport.letGo("/b")
        _ = try await (first.value, second.value)
        try await client.call("c")
    }

    @Test func `a rate whose burst is used up is not forgotten`() async throws {
        let clock = ManualClock()
        let partition = LimitPartition(maximumCount: 1) { _, session in session.endpoint.name }
        let rate = RateLimit(1, per: .seconds(10), partition: partition)
        let client = try ServiceClient.testing(rate, clock: clock)
        try await client.call("a")
        let error = await #expect(throws: ServiceError.self) { try await client.call("b") }
        #expect(error?.limitRefusal?.reason == .partitionLimit)
        clock.advance(by: .seconds(10))
        try await client.call("b")
        #expect(rate.figures(ofPartition: "a") == nil)
    }

    @Test func `what partitions refused that are gone still counts`() async throws {
        let partition = LimitPartition(maximumCount: 1) { _, session in session.endpoint.name }
        let (pool, transport) = (Pool(limit: 1, pendingLimit: 0, partition: partition), HeldTransport("/a"))
        let client = try ServiceClient.testing(pool, transport: transport)
        let task = Task { try await client.call("a") }
        try await until { pool.figures.inFlight == 1 }
        await #expect(throws: ServiceError.self) { try await client.call("a") }
        transport.letGo("/a")
        _ = try await task.value
        try await client.call("b")
        #expect(pool.figures.rejected == LimitRejections(pendingLimit: 1))
    }

    @Test func `a call that needs room looks at 64 partitions, and the next at the next`() async throws {
        let partition = LimitPartition(maximumCount: 200) { request, _ in request.headers["x-key"] ?? "" }
        let (pool, clock) = (Pool(limit: 1, partition: partition), ManualClock())
        let client = try ServiceClient.testing(pool, Headers(), clock: clock)
        for key in 0..<200 { try await client.call("a", .headers(["x-key": "\(key)"])) }
        // The first 150 are in use from now on.
        let busy = (0..<150).compactMap { pool.partitions.limiter(of: "\($0)") }
        #expect(busy.count == 150)
        for _ in 0..<2 {
            let error = await #expect(throws: ServiceError.self) {
                try await client.call("a", .headers(["x-key": "new"]))
            }
            #expect(error?.limitRefusal?.reason == .partitionLimit)
            #expect(
                error?.message
                    == "Pool: there are 200 partitions, and the 64 looked at are in use: call later, or raise maximumCount of the partition"
            )
        }
        #expect(pool.figures.partitions == 200)
        try await client.call("a", .headers(["x-key": "new"]))
        // The third 64 were 22 in use and 42 idle.
        #expect(pool.figures.partitions == 200 - 42 + 1)
        #expect(busy.indices.allSatisfy { pool.partitions.limiter(of: "\($0)") === busy[$0] })
        #expect(pool.partitions.limiter(of: "new") != nil && pool.partitions.limiter(of: "170") == nil)
    }

    @Test func `a key is shown on one line, and not without an end`() async throws {
        let key = "a\r\nHTTP/1.1 200 \u{1B}[2J\u{202E}" + String(repeating: "x", count: 300)
        let pool = Pool(limit: 1, pendingLimit: 0, partition: LimitPartition { _, _ in key }, name: "my\npool")
        let transport = HeldTransport("/a")
        let client = try ServiceClient.testing(pool, transport: transport)
        let task = Task { try await client.call("a") }
        try await until { pool.figures.inFlight == 1 }
        let error = try #require(await #expect(throws: ServiceError.self) { try await client.call("b") })
        let refusal = try #require(error.limitRefusal)
        #expect(refusal.partition == key)
        for text in ["\(refusal)", String(reflecting: refusal), "\(error)", error.message] {
            #expect(!text.unicodeScalars.contains { "\r\u{1B}\u{202E}".unicodeScalars.contains($0) })
            #expect(!text.contains("200 \n") && text.utf8.count < 1200)
        }
        #expect(!"\(refusal)".contains("\n"))
        #expect("\(refusal)".hasPrefix(#"my\npool of "a\r\nHTTP/1.1 200 \u{1B}[2J\u{202E}xxx"#))
        transport.letGo("/a")
        _ = try await task.value
    }
}
