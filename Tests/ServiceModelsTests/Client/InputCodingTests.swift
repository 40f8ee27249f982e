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

    struct Amounts: ParameterObject, DefaultInitializable {
        var id: UInt64 = 0
        var wide: Int128 = 0
        var price: Decimal?
        var any: DynamicValue?
        var data: Data?
        var numbers: [UInt8]?
        var zero = 0.0
    }

    struct Payments: Sendable {
        let list = ServiceMethod<Amounts, DynamicValue>(.get("/p/{id}{?wide,price,any,data,numbers,zero}"))
        let pay = ServiceMethod<Amounts, DynamicValue>(.put("/p/{id}"))
        let all = ServiceMethod<Amounts, DynamicValue>(.post("/p"))
    }

    @Test func `numbers keep their digits in the path, the query and the payload, by keywords and in a model`()
        async throws
    {
        let transport = FakeTransport()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let payments = try ModelClient(
            Payments(),
            name: "payments",
            baseURL: "https://api.test",
            codec: .json(encoder: encoder),
            transport: transport,
            plugins: [PathTokens()]
        )
        let any = DynamicValue.number("123456789012345678901234567890.125")
        let price = try #require(Decimal(string: "12345678901234567890.0123456789"))
        let model = Amounts(
            id: .max,
            wide: .max,
            price: price,
            any: any,
            data: Data([1, 2, 255]),
            numbers: [1, 2],
            zero: -0.0
        )
        try await payments.list(model)
        try await payments.list(
            id: UInt64.max,
            wide: Int128.max,
            price: price,
            any: any,
            data: Data([1, 2, 255]),
            numbers: [1, 2] as DynamicValue,
            zero: -0.0
        )
        try await payments.pay(model)
        try await payments.all(
            id: DynamicValue.number("18446744073709551615"),
            wide: DynamicValue.number("170141183460469231731687303715884105727"),
            price: DynamicValue.number("12345678901234567890.0123456789"),
            any: any
        )
        let query =
            "?wide=170141183460469231731687303715884105727&price=12345678901234567890.0123456789"
            + "&any=123456789012345678901234567890.125&data=AQL%2F&numbers=1,2&zero=0"
        let wide = #""wide":170141183460469231731687303715884105727"#
        let priced = #""price":12345678901234567890.0123456789"#
        #expect(
            transport.lines == [
                "GET /p/18446744073709551615\(query)", "GET /p/18446744073709551615\(query)",
                #"PUT /p/18446744073709551615 {"any":\#(any),"data":"AQL\/","numbers":[1,2],\#(priced),\#(wide),"zero":-0}"#,
                #"POST /p {"any":\#(any),"id":18446744073709551615,\#(priced),\#(wide),"zero":0}"#,
            ]
        )
    }

    @Test(arguments: [
        DynamicValue.number("18446744073709551616"), .number("-1"), .number("1.5"), .number("1e400"), .int(-1),
        .double(0.5),
    ])
    func `a number that a property does not hold is refused, not rounded`(value: DynamicValue) {
        let error = #expect(throws: ModelError.self) { try Amounts.build(id: value) }
        #expect(error?.problems.map(\.description) == [#""id" is DynamicValue: give UInt64"#])
    }
}
