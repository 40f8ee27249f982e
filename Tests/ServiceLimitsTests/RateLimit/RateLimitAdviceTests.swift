import ServiceCore
import ServiceMocks
import ServicePlugins
import Testing

@testable import ServiceLimits

/// A rate limit that follows what the service says, in real calls.
@Suite(.timeLimit(.minutes(10)))
struct RateLimitAdviceTests {
    private let clock = ManualClock()

    private func client(
        _ rate: RateLimit,
        _ plugins: any ServicePlugin...,
        answer: @escaping ClosureTransport.Answer
    ) throws -> ServiceClient {
        try ServiceClient(
            name: "test",
            baseURL: "https://api.test",
            endpoints: ["a": .get("/a"), "b": .get("/b"), "c": .get("/c")],
            transport: ClosureTransport(answer),
            plugins: [rate] + plugins,
            clock: clock
        )
    }

    private func answer(_ headers: HeaderFields, status: ResponseStatus = 200) -> TransportResponse {
        TransportResponse(head: ResponseHead(status: status, headers: headers), body: .bytes(Array("{}".utf8)))
    }

    @Test(arguments: [429, 503] as [ResponseStatus])
    func `nothing starts before Retry-After`(status: ResponseStatus) async throws {
        let rate = RateLimit(100, per: .seconds(1), serverAdvice: ServerAdviceReader())
        let client = try client(rate) { path in
            path == "/a" ? answer(["retry-after": "5"], status: status) : answer([:])
        }
        try await client.call("a")
        #expect(rate.timeUntilStart() == .seconds(5))
        #expect(rate.figures == RateLimitFigures(available: 0, restricted: .seconds(5), partitions: 1))
        let call = Task { try await client.call("b") }
        try await until { rate.figures.pending == 1 }
        clock.advance(by: .milliseconds(4999))
        #expect(rate.figures.pending == 1)
        clock.advance(by: .milliseconds(1))
        _ = try await call.value
        #expect(rate.figures.restricted == nil)
    }

    @Test func `of a quota no more starts than remains until it is filled up`() async throws {
        let rate = RateLimit(100, per: .seconds(1), serverAdvice: ServerAdviceReader())
        let client = try client(rate) { path in path == "/a" ? answer(["ratelimit": #""d";r=2;t=30"#]) : answer([:]) }
        try await client.call("a")
        #expect(rate.figures.available == 2)
        try await client.call("b")
        try await client.call("b")
        #expect(rate.timeUntilStart() == .seconds(30))
        clock.advance(by: .seconds(30))
        #expect(rate.figures == RateLimitFigures(available: 100, partitions: 1))
    }

    @Test(
        arguments: [
            ["retry-after": "0"], ["retry-after": "-1"], ["retry-after": "soon"], ["ratelimit": #""d";r=0"#],
            ["ratelimit": #""d";r=0;t=x,"#],
            ["ratelimit": #""d";r=1000000;t=60"#], ["ratelimit-policy": #""d";q=1;w=60"#],
            ["x-ratelimit-remaining": "0", "x-ratelimit-reset": "60"],
        ] as [HeaderFields]
    )
    func `what is malformed, unclear or generous changes nothing`(headers: HeaderFields) async throws {
        let rate = RateLimit(3, per: .seconds(1), serverAdvice: ServerAdviceReader())
        let client = try client(rate) { _ in answer(headers, status: 429) }
        try await client.call("a")
        #expect(rate.figures.available == 2)
        #expect(rate.timeUntilStart(weight: 2) == .zero)
    }

    @Test func `without a reader nothing is followed`() async throws {
        let rate = RateLimit(3, per: .seconds(1))
        let client = try client(rate) { _ in answer(["retry-after": "60", "ratelimit": #""d";r=0;t=30"#], status: 429) }
        try await client.call("a")
        #expect(rate.figures == RateLimitFigures(available: 2, partitions: 1))
    }

    @Test func `later advice makes it tighter, never looser, and each ends by itself`() async throws {
        let rate = RateLimit(100, per: .seconds(1), serverAdvice: ServerAdviceReader())
        let client = try client(rate) { path in
            switch path {
            case "/a": answer(["ratelimit": #""d";r=1;t=10"#])
            default: answer(["ratelimit": #""d";r=50;t=30"#])
            }
        }
        try await client.call("a")
        try await client.call("b")
        #expect(rate.timeUntilStart() == .seconds(10))
        clock.advance(by: .seconds(10))
        #expect(rate.figures.available == 50)
        clock.advance(by: .seconds(20))
        #expect(rate.figures.available == 100)
    }

    @Test func `no service stops a client for long`() async throws {
        let rate = RateLimit(100, per: .seconds(1), serverAdvice: ServerAdviceReader(maximumDelay: .seconds(60)))
        let client = try client(rate) { _ in answer(["retry-after": "999999999999999999999999"], status: 503) }
        try await client.call("a")
        #expect(rate.timeUntilStart() == .seconds(60))
    }

    @Test func `those who wait move back, and those whose turn comes too late by that are refused`() async throws {
        let rate = RateLimit(1, per: .seconds(1), serverAdvice: ServerAdviceReader())
        let held = Gate()
        let client = try client(rate, Timeout()) { path in
            guard path == "/a" else { return answer([:]) }
            try await held.wait()
            return answer(["retry-after": "10"], status: 429)
        }
        let first = Task { try await client.call("a") }
        try await until { rate.figures.available == 0 }
        let patient = Task { try await client.call("b") }
        try await until { rate.figures.pending == 1 }
        let hasty = Task { _ = try await client.call("c", .timeout(.seconds(8))) }
        try await until { rate.figures.pending == 2 }
        held.open()
        _ = try await first.value
        let error = await hasty.serviceError
        #expect(error?.code == .deadlineExceeded)
        #expect(error?.limitRefusal?.retryAfter == .seconds(10))
        #expect(rate.figures.pending == 1)
        clock.advance(by: .seconds(9))
        #expect(rate.figures.pending == 1)
        clock.advance(by: .seconds(1))
        _ = try await patient.value
    }

    @Test func `it is followed when the head is there, not when the body is`() async throws {
        let rate = RateLimit(100, per: .seconds(1), serverAdvice: ServerAdviceReader())
        let held = Gate()
        let client = try client(rate) { _ in
            let head = ResponseHead(status: 429, headers: ["retry-after": "5"])
            return TransportResponse(
                head: head,
                body: .stream {
                    try await held.wait()
                    return nil
                }
            )
        }
        let call = Task { try await client.stream("a") { response in for try await _ in response.body {} } }
        try await until { rate.figures.restricted == .seconds(5) }
        held.open()
        try await call.value
        #expect(rate.figures.restricted == .seconds(5))
    }

    @Test func `a response that breaks off after its head is heard`() async throws {
        let rate = RateLimit(100, per: .seconds(1), serverAdvice: ServerAdviceReader())
        let client = try client(rate) { _ in
            let head = ResponseHead(status: 503, headers: ["retry-after": "5"])
            return TransportResponse(head: head, body: .stream { throw TransportError(.connectionLost, "lost") })
        }
        await #expect(throws: ServiceError.self) { try await client.call("a") }
        #expect(rate.figures.restricted == .seconds(5))
    }

    @Test func `a hook that answers in the place of the service is heard`() async throws {
        struct Busy: AttemptIntercepting {
            func interceptAttempt(
                _ request: ServiceRequest,
                session: inout ServiceSession,
                next: AttemptNext
            ) async throws -> ServiceResponse {
                ServiceResponse(head: ResponseHead(status: 429, headers: ["retry-after": "5"]), request: request)
            }
        }
        let rate = RateLimit(100, per: .seconds(1), serverAdvice: ServerAdviceReader())
        let client = try client(rate, Busy()) { _ in answer([:]) }
        try await client.call("a")
        #expect(rate.figures.restricted == .seconds(5))
    }

    @Test func `it is about the partition whose response it was`() async throws {
        let rate = RateLimit(10, per: .seconds(1), serverAdvice: ServerAdviceReader(), partition: .endpoint)
        let client = try client(rate) { path in path == "/a" ? answer(["retry-after": "5"], status: 429) : answer([:]) }
        try await client.call("a")
        try await client.call("b")
        #expect(rate.timeUntilStart(inPartition: "a") == .seconds(5))
        #expect(rate.timeUntilStart(inPartition: "b") == .zero)
        #expect(rate.figures(ofPartition: "a")?.restricted == .seconds(5))
        #expect(rate.figures(ofPartition: "b")?.restricted == nil)
        #expect(rate.figures.restricted == .seconds(5))
    }
}
