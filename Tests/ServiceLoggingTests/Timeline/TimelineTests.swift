import ServiceCore
import ServiceMocks
import Testing

@testable import ServiceLogging

/// EventListener-like timeline of one call (`Timeline`): every stage with its time and attempt, printable as a small table
struct TimelineTests {
    /// A client whose permits take half a second, and whose answers take 200 ms.
    static func client(_ more: any ServicePlugin..., clock: ManualClock, body: String = "{}") throws -> ServiceClient {
        let wait = Waiting { clock.advance(by: .milliseconds(500)) }
        return try ServiceClient.testing(
            [Timeline()] + more + [wait],
            transport: FakeTransport { _ in
                clock.advance(by: .milliseconds(200))
                return .json(body, status: 503)
            },
            clock: clock
        )
    }

    @Test func `every stage with its time and attempt, waits as gaps between them`() async throws {
        let response = try await Self.client(clock: ManualClock()).call("list")
        let timeline = try #require(response.timeline)
        #expect(
            timeline.description == """
                     at     took      stage
                0.00 ms  0.00 ms      prepareSession
                0.00 ms  0.00 ms      preparePayload
                0.00 ms  0.00 ms  #1  interceptAttempt
                 500 ms   500 ms  #1  willSend
                 700 ms   200 ms  #1  didReceive
                 700 ms  0.00 ms  #1  didRead
                 700 ms  0.00 ms      willParse
                 700 ms  0.00 ms      didParse
                 700 ms  0.00 ms      didEnd
                """
        )
        #expect(timeline.duration == .milliseconds(700))
        #expect(timeline.omitted == 0)
    }

    @Test func `a call that failed has one too`() async throws {
        let clock = ManualClock()
        let error = await #expect(throws: ServiceError.self) {
            try await Self.client(clock: clock, body: "<").call("list")
        }
        #expect(error?.timeline?.events.map(\.stage).suffix(3) == [.willParse, .didFail, .didEnd])
        #expect(error?.timeline?.events.map(\.attempt).suffix(3) == [0, 0, 0])
        let client = try ServiceClient.testing([Timeline()], transport: FakeTransport { _ in throw Broken() })
        let refused = await #expect(throws: ServiceError.self) { try await client.call("list") }
        #expect(
            refused?.timeline?.events.map(\.stage) == [
                .prepareSession, .preparePayload, .interceptAttempt, .willSend, .didFail, .didEnd,
            ]
        )
        #expect(refused?.timeline?.events.map(\.attempt) == [0, 0, 1, 1, 1, 0])
        #expect(refused?.response == nil)
    }

    @Test func `attempts one after the other`() async throws {
        let clock = ManualClock()
        let response = try await Self.client(RetryOnce(), clock: clock).call("list")
        let attempts = response.timeline?.events.filter { $0.attempt > 0 }
        #expect(attempts?.map(\.attempt) == [1, 1, 1, 1, 2, 2, 2, 2])
        #expect(attempts?.last?.offset == .milliseconds(1400))
    }

    /// Sends two attempts at once, each of which waits for the other to be sent.
    struct Both: CallIntercepting {
        func interceptCall(
            _ request: ServiceRequest,
            session: inout ServiceSession,
            next: CallNext
        ) async throws -> ServiceResponse {
            let original = session
            return try await withThrowingTaskGroup(of: ServiceResponse.self) { group in
                for _ in 1...2 {
                    group.addTask {
                        var copy = original
                        return try await next(request, session: &copy)
                    }
                }
                var last: ServiceResponse?
                while let response = try await group.next() { last = response }
                guard let last else { throw CancellationError() }
                return last
            }
        }
    }

    @Test func `attempts at once, each with stages in their order`() async throws {
        for _ in 0..<50 {
            let client = try ServiceClient.testing([Timeline(), Both()])
            let timeline = try #require(try await client.call("list").timeline)
            for attempt in 1...2 {
                let events = timeline.events.filter { $0.attempt == attempt }
                #expect(events.map(\.stage) == [.interceptAttempt, .willSend, .didReceive, .didRead])
            }
            #expect(timeline.events.count == 2 + 2 * 4 + 3)
        }
    }

    @Test func `a streamed call has the closure in the place of the body`() async throws {
        let log = InMemorySink()
        let client = try ServiceClient.testing([Timeline(), OuterLogger(log)])
        try await client.stream("list") { response in
            #expect(response.timeline?.events.last?.stage == .didReceive)
        }
        #expect(log.records.last?.timeline?.events.map(\.stage).suffix(2) == [.stream, .didEnd])
    }

    @Test func `records have the timeline until then`() async throws {
        let log = InMemorySink()
        let client = try ServiceClient.testing([Timeline(), OuterLogger(log), InnerLogger(log)])
        try await client.call("list")
        #expect(log.records.map { $0.timeline?.events.last?.stage } == [.preparePayload, .willSend, .didRead, .didEnd])
        #expect(log.records.last?.session["timeline"] == nil, "once in a record")
    }

    /// A response that an around hook kept from another call.
    struct Kept: CallIntercepting {
        let response: ServiceResponse

        func interceptCall(
            _ request: ServiceRequest,
            session: inout ServiceSession,
            next: CallNext
        ) async throws -> ServiceResponse { response }
    }

    @Test func `a response from a cache gets the timeline of its call`() async throws {
        let first = try await ServiceClient.testing([Timeline()]).call("list").response
        let second = try await ServiceClient.testing([Timeline(), Kept(response: first)]).call("list")
        #expect(
            second.timeline?.events.map(\.stage) == [.prepareSession, .preparePayload, .willParse, .didParse, .didEnd]
        )
        #expect(first.timeline?.events.count == 9)
    }

    /// Tries again and again.
    struct Endless: CallIntercepting {
        let times: Int

        func interceptCall(
            _ request: ServiceRequest,
            session: inout ServiceSession,
            next: CallNext
        ) async throws -> ServiceResponse {
            for _ in 1..<times { _ = try await next(request, session: &session) }
            return try await next(request, session: &session)
        }
    }

    @Test func `the memory of a timeline has a limit`() async throws {
        let log = InMemorySink()
        let client = try ServiceClient.testing([Timeline(), OuterLogger(log), Endless(times: 1000)])
        let timeline = try #require(try await client.call("list").timeline)
        let count = 2 + 1000 * 4 + 3
        #expect(timeline.events.count == 256)
        #expect(timeline.omitted == count - 256)
        #expect(timeline.events.map(\.attempt).prefix(6) == [0, 0, 1, 1, 1, 1])
        #expect(timeline.events.map(\.attempt).suffix(5) == [1000, 1000, 0, 0, 0])
        #expect(timeline.events.map(\.stage).suffix(3) == [.willParse, .didParse, .didEnd])
        #expect(timeline.events.map(\.offset) == timeline.events.map(\.offset).sorted())
        let lines = timeline.description.split(separator: "\n")
        #expect(lines.count == 52)
        #expect(lines[26] == "… \(count - 50) more")
        let console = ConsoleLayout(usesColor: false, timelinesFrom: .zero).text(of: try #require(log.records.last))
        #expect(console.split(separator: "\n").count == 53)
        #expect(log.records.last?.object["timeline_omitted"] == .int(Int64(count - 256)))
    }

    @Test func `a table shows all of a short timeline, and both ends of a long one`() {
        let events = (0..<60).map { CallTimeline.Event(stage: .willSend, attempt: 1, offset: .milliseconds($0 * 10)) }
        #expect(CallTimeline(events: Array(events[..<50])).description.split(separator: "\n").count == 51)
        let lines = CallTimeline(events: events).description.split(separator: "\n")
        #expect(lines.count == 52)
        #expect(lines[25].contains("240 ms"))
        #expect(lines[26] == "… 10 more")
        #expect(lines[27].contains("350 ms"))
        let few = CallTimeline(events: Array(events[..<2]), omitted: 7).description.split(separator: "\n")
        #expect(few.count == 4)
        #expect(few[2] == "… 7 more")
    }

    @Test func `without the plugin there is none`() async throws {
        let response = try await ServiceClient.testing([]).call("list")
        #expect(response.timeline == nil)
    }

    @Test func `a gap is told within its attempt`() {
        let timeline = CallTimeline(events: [
            .init(stage: .interceptAttempt, attempt: 1, offset: .seconds(1)),
            .init(stage: .interceptAttempt, attempt: 2, offset: .seconds(3)),
            .init(stage: .willSend, attempt: 1, offset: .seconds(4)),
            .init(stage: .didEnd, offset: .seconds(9)),
        ])
        #expect(
            timeline.events.indices.map(timeline.gap(before:)) == [.seconds(1), .seconds(2), .seconds(3), .seconds(5)]
        )
        #expect(CallTimeline(events: []).duration == .zero)
        #expect(CallTimeline(events: []).description == "at  took  stage")
    }
}
