import ServiceCore
import Testing

/// Typed endpoints: what goes in, what comes out.
struct EndpointTests {
    @Test func aSerializerAndAParserOfItsOwnAreToldTheSession() async throws {
        let transport = ScriptedTransport(.json("1,2,3", status: 206))
        let client = try makeClient(transport)
        let sum = Endpoint<[Int], Int>(
            "post",
            payload: { .bytes(Array($0.map(String.init).joined(separator: ";").utf8)) },
            parse: { response, session in
                guard session.endpoint.name == "post", response.status == 206 else { throw Broken() }
                return String(decoding: response.bytes, as: UTF8.self).split(separator: ",").compactMap { Int($0) }
                    .reduce(0, +)
            }
        )
        #expect(try await client.call(sum, [4, 5]).data == 6)
        #expect(transport.requests.first?.bodyText == "4;5")
    }

    @Test func theOptionsOfACallAsAnArray() async throws {
        let transport = ScriptedTransport(.json("[1]"))
        let error = try await serviceError {
            let endpoint = Endpoint<[Int], [Int]>("post")
            try await makeClient(transport).call(endpoint, [4], options: [.maximumBodySize(2)])
        }
        #expect(error.code == .bodyTooLarge)
        #expect(transport.requests.first?.bodyText == "[4]")
    }

    @Test func whatItsParserThrowsFailsTheCall() async throws {
        let endpoint = Endpoint<Void, Int>("get", payload: { .none }, parse: { _, _ in throw Broken() })
        let error = try await serviceError { try await makeClient().call(endpoint) }
        #expect(error.code == .parsingFailed)
        #expect(error.cause is Broken)
    }

    @Test func nothingGoesInAndNothingComesOut() async throws {
        let transport = ScriptedTransport(.json("no json"))
        let client = try makeClient(transport)
        try await client.call(Endpoint<Void, Void>("get"))
        try await client.call(Endpoint<[Int], Void>("post"), [1])
        #expect(try await client.call(Endpoint<Void, [UInt8]>("get")).data == Array("no json".utf8))
        #expect(try await client.call(Endpoint<[Int], [UInt8]>("post"), [1]).data == Array("no json".utf8))
        #expect(transport.requests.map(\.bodyText) == [nil, "[1]", nil, "[1]"])
    }

    @Test func aDynamicOutputKeepsTheOrderOfKeysAndTheDigits() async throws {
        let text = #"{"b":1.0,"a":18446744073709551615,"c":null}"#
        let client = try makeClient(ScriptedTransport(.json(text)))
        let typed = try await client.call(Endpoint<Void, DynamicValue>("get")).data
        let byName = try await client.call("get").data
        #expect(typed == byName)
        #expect(typed.description == byName.description)
        #expect(typed.description.hasPrefix(#"{"b":"#))
    }

    @Test func bytesStayAsTheyAreInBothDirections() async throws {
        let transport = ScriptedTransport(.json("\u{1}x"))
        let client = try makeClient(transport)
        #expect(try await client.call(Endpoint<[UInt8], [UInt8]>("post"), Array("a,".utf8)).data == [1, 0x78])
        try await client.call(Endpoint<[UInt8], Void>("post"), Array("b".utf8))
        #expect(transport.requests.map(\.bodyText) == ["a,", "b"])
        #expect(transport.requests.first?.headers["content-type"] == nil)
    }

    @Test func aTypedResponseHasTheMembersOfItsResponse() async throws {
        let client = try makeClient(ScriptedTransport(.json("[1]", status: 201, headers: ["x-id": "7"])))
        let response = try await client.call(Endpoint<Void, [Int]>("get"))
        #expect(response.data == [1])
        #expect(response.status == 201)
        #expect(response.headers["x-id"] == "7")
        #expect(response.url.string == "https://api.example.com/v1/items")
        #expect(response.response.parsed as? [Int] == nil)
    }

    @Test(arguments: [
        (EndpointDefinition.get("/"), RequestMethod.get, false), (.head("/"), .head, false),
        (.delete("/"), .delete, false),
        (.post("/"), .post, true), (.put("/"), .put, true), (.patch("/"), .patch, true),
        (.options("/"), .options, true),
        (EndpointDefinition("/", method: .trace), .trace, false),
    ])
    func aDefinitionSaysItsMethod(definition: EndpointDefinition, method: RequestMethod, takesPayload: Bool) {
        #expect(definition.method == method)
        #expect(definition.takesPayload == takesPayload)
    }

    @Test func endpointsKeepTheirOrder() {
        var endpoints: Endpoints = ["z": .get("/"), "a": .get("/")]
        endpoints.append("m", .get("/"))
        endpoints.append(contentsOf: ["z": .get("/2")])
        #expect(endpoints.named.map(\.name) == ["z", "a", "m", "z"])
    }
}
