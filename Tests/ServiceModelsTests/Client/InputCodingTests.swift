import ServiceCore
import ServiceModels
import ServicePlugins
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the codec does is the same whether an input is sent whole or in parts.
struct InputCodingTests {
    struct Event: ParameterObject {
        var id: Int
        var day: Date
    }

    struct Range: ParameterObject {
        var id: Int
        var from: Date?
        var days: [Date] = []
        var source: URL?
        var price: Decimal?
        var ratio: Double?
    }

    struct Events: Sendable {
        let list = ServiceMethod<Range, DynamicValue>(.get("/events/{id}{?from,days,source,ratio}"), query: ["price"])
        let whole = ServiceMethod<Event, DynamicValue>(.post("/events"))
        let part = ServiceMethod<Event, DynamicValue>(.put("/events/{id}"))
    }

    private func client(_ transport: FakeTransport) throws -> ModelClient<Events> {
        let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = .sortedKeys
        decoder.dateDecodingStrategy = .iso8601
        return try ModelClient(
            Events(),
            name: "events",
            baseURL: "https://api.test",
            codec: .json(encoder: encoder, decoder: decoder),
            transport: transport,
            plugins: [PathTokens(), QueryParams()]
        )
    }

    @Test func `dates by the codec's strategy, in keywords and in both kinds of payload`() async throws {
        let transport = FakeTransport()
        let events = try client(transport)
        try await events.whole(id: 3, day: "1970-01-01T00:00:00Z")
        try await events.part(id: 3, day: "1970-01-01T00:00:00Z")
        try await events.part(Event(id: 3, day: Date(timeIntervalSince1970: 0)))
        #expect(
            transport.lines == [
                #"POST /events {"day":"1970-01-01T00:00:00Z","id":3}"#,
                #"PUT /events/3 {"day":"1970-01-01T00:00:00Z"}"#, #"PUT /events/3 {"day":"1970-01-01T00:00:00Z"}"#,
            ]
        )
    }

    @Test func `a date, a URL and a decimal in the path and the query are written as in a payload`() async throws {
        let transport = FakeTransport()
        let day = Date(timeIntervalSince1970: 0)
        let source = try #require(URL(string: "https://a.test/?x"))
        try await client(transport).list(
            Range(id: 3, from: day, days: [day, day], source: source, price: Decimal(0.5), ratio: 1)
        )
        let time = "1970-01-01T00%3A00%3A00Z"
        #expect(
            transport.lines == [
                "GET /events/3?from=\(time)&days=\(time),\(time)&source=https%3A%2F%2Fa.test%2F%3Fx&ratio=1&price=0.5"
            ]
        )
    }
}
