import Foundation
import ServiceCore
import Testing

/// Any endpoint as a method with keywords.
struct DynamicEndpointTests {
    @Test func aKeywordOfAnOptionGivesTheOption() async throws {
        let painter = Painter()
        let client = try makeClient(plugins: [painter])
        try await client.dynamic.get(colour: "red", tags: ["a", "b"], wait: 1.5)
        #expect(
            painter.seen.value == ["colour=red (call)", #"tags=["a", "b"] (call)"#, "wait=1.5 seconds (call)"]
        )
    }

    @Test func aValueThatHasTheTypeOfTheOptionIsTakenAsItIs() async throws {
        let painter = Painter()
        let client = try makeClient(plugins: [painter])
        try await client.dynamic.get(wait: Duration.milliseconds(1500))
        #expect(painter.seen.value == ["wait=1.5 seconds (call)"])
    }

    @Test func aKeywordOfAPlaceholderIsAParameterEvenWhereAnOptionHasItsName() async throws {
        let (painter, transport) = (Painter(), ScriptedTransport())
        let fill = OnPath { path, session in
            if session.parameters.removeValue(for: "colour") == "red" { path = "/red" }
        }
        let client = try makeClient(transport, plugins: [painter, fill], endpoints: ["get": .get("/{colour}")])
        try await client.dynamic.get(colour: "red")
        #expect(painter.seen.value.isEmpty)
        #expect(transport.requests.first?.url.path == "/v1/red")
    }

    @Test func anyOtherKeywordIsAParameter() async throws {
        struct Place: Encodable {
            var street = "Main"
        }
        let seen = Locked(Parameters())
        let take = OnPath { _, session in
            let parameters = session.parameters
            seen.withLock { $0 = parameters }
            session.parameters = Parameters()
        }
        let client = try makeClient(plugins: [take])
        try await client.dynamic.get(id: 7, name: "x", tags: ["a", "b"], nothing: nil, place: Place(), id: 8)
        #expect(
            seen.value == [
                "id": ["7", "8"], "name": "x", "tags": ["a", "b"], "nothing": nil, "place": ["street": "Main"],
            ]
        )
    }

    @Test func aURLIsItsText() async throws {
        let seen = Locked<ParameterValue?>(nil)
        let take = OnPath { _, session in
            let page = session.parameters.removeValue(for: "page")
            seen.withLock { $0 = page }
        }
        let client = try makeClient(plugins: [take])
        try await client.dynamic.get(page: URL(string: "https://a/b?c=d"))
        #expect(seen.value == "https://a/b?c=d")
    }

    @Test func aDateIsNoParameterForItsFormatIsNotKnown() async throws {
        let error = try await serviceError { try await makeClient().dynamic.get(since: Date(timeIntervalSince1970: 0)) }
        #expect(error.code == .invalidParameter)
        #expect(error.endpoint == "get")
        #expect(error.message.contains("\"since\" is a Date: give it as text"))
    }

    @Test func theArgumentWithoutALabelIsThePayload() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(transport)
        try await client.dynamic.post(["a": 1])
        try await client.dynamic.post(nil)
        #expect(transport.requests.map(\.bodyText) == [#"{"a":1}"#, nil])
    }

    @Test func twoPayloads() async throws {
        let client = try makeClient()
        let error = try await serviceError { try await client.dynamic.post(1, 2) }
        #expect(error.code == .invalidParameter)
        #expect(error.endpoint == "post")
        #expect(error.service == "items")
        #expect(error.message.contains("two payloads"))
    }

    @Test func anOptionOfTheWrongKind() async throws {
        let client = try makeClient(plugins: [Painter()])
        let error = try await serviceError { try await client.dynamic.get(wait: "long") }
        #expect(error.code == .invalidOption)
        #expect(error.endpoint == "get")
        #expect(error.message.contains("\"wait\""))
        #expect(error.cause is DecodingError)
        #expect(try await client.dynamic.get(wait: 1).status == 200)
    }

    @Test func anUnknownKeyword() async throws {
        let client = try makeClient(plugins: [Painter()])
        let error = try await serviceError { try await client.dynamic.get(color: "red") }
        #expect(error.code == .invalidParameter)
        #expect(error.message.contains("nothing takes the parameter \"color\""))
        #expect(error.message.contains("did you mean \"colour\"?"))
    }

    @Test func anOptionByItsName() throws {
        let client = try makeClient(plugins: [Painter()])
        #expect(client.optionNames.contains("wait"))
        #expect(try client.option(named: "colour", "red")?.name == "colour")
        #expect(try client.option(named: "color", "red") == nil)
        let error = #expect(throws: ServiceError.self) { try client.option(named: "wait", "long") }
        #expect(error?.code == .invalidOption)
    }
}
