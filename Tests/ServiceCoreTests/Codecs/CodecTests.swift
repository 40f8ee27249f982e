import Foundation
import ServiceCore
import Testing

struct CodecTests {
    private struct User: Codable, Hashable {
        var name: String
        var age: Int?
    }

    @Test func jsonEncodesAndDecodesTypes() async throws {
        let transport = ScriptedTransport(.json(#"{"name":"b"}"#))
        let client = try makeClient(transport)
        let user = try await client.call(Endpoint<User, User>("post"), User(name: "a", age: 1)).data
        #expect(user == User(name: "b", age: nil))
        let body = try #require(transport.requests.first?.bodyText)
        #expect(try JSONDecoder().decode(User.self, from: Data(body.utf8)) == User(name: "a", age: 1))
    }

    @Test func jsonKeepsAContentTypeThatIsThere() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(
            transport,
            plugins: [OnRequest { $0.headers["Content-Type"] = "application/merge-patch+json" }]
        )
        try await client.call("post", payload: [1])
        #expect(transport.requests.first?.headers.values("content-type") == ["application/merge-patch+json"])
    }

    @Test func jsonKeepsTheOrderOfADynamicPayload() async throws {
        let transport = ScriptedTransport()
        let payload: DynamicValue = ["z": 1, "a": ["m": nil, "b": true], "n": [1, "x"]]
        try await makeClient(transport).call("post", payload: payload)
        #expect(transport.requests.first?.bodyText == #"{"z":1,"a":{"m":null,"b":true},"n":[1,"x"]}"#)
    }

    @Test func aDynamicValueIsReadAndWrittenWithTheStrategiesOfTheCodec() throws {
        let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
        encoder.dateEncodingStrategy = .secondsSince1970
        decoder.dateDecodingStrategy = .secondsSince1970
        let codec: any ServiceCodec = .json(encoder: encoder, decoder: decoder)
        #expect(try codec.decode([Date].self, from: [0]) == [Date(timeIntervalSince1970: 0)])
        #expect(try codec.decode(DynamicValue.self, from: ["b": 1.0, "a": nil]) == ["b": 1.0, "a": nil])
        #expect(try codec.dynamicValue(encoding: [Date(timeIntervalSince1970: 5)]) == [5])
        #expect(try codec.dynamicValue(encoding: ["b": 1.0] as DynamicValue) == ["b": 1.0])
        #expect(try RawCodec().dynamicValue(encoding: [Date(timeIntervalSinceReferenceDate: 5)]) == [5.0])
        #expect(try RawCodec().decode([Date].self, from: [0]) == [Date(timeIntervalSinceReferenceDate: 0)])
    }

    @Test func jsonHasAnEncoderAndADecoderOfOnesOwn() async throws {
        let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
        encoder.keyEncodingStrategy = .convertToSnakeCase
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        struct Name: Codable { var firstName: String }
        let transport = ScriptedTransport(.json(#"{"first_name":"b"}"#))
        let client = try makeClient(transport, codec: .json(encoder: encoder, decoder: decoder))
        #expect(try await client.call(Endpoint<Name, Name>("post"), Name(firstName: "a")).data.firstName == "b")
        #expect(transport.requests.first?.bodyText == #"{"first_name":"a"}"#)
    }

    @Test func anEmptyBodyIsNoValueOfATypeThatHasNoNothing() async throws {
        let client = try makeClient(ScriptedTransport(.json("")))
        let error = try await serviceError { try await client.call(Endpoint<Void, User>("get")) }
        #expect(error.code == .parsingFailed)
        #expect((error.cause as? JSONSyntaxError)?.code == .emptyInput)
        #expect(error.message.hasPrefix("the body is empty: make the output of the endpoint optional"))
    }

    @Test func aClosureCodecIsToldEndpointAndSession() async throws {
        let transport = ScriptedTransport(.json("raw"))
        let codec = ClosureCodec(
            contentType: "text/x-own",
            serialize: { payload, session in Array("\(session.service)/\(session.endpoint.name)/\(payload)".utf8) },
            parse: { response, session in
                [
                    "endpoint": .string(session.endpoint.name), "attempt": DynamicValue(session.attempt),
                    "body": .string(
                        String(decoding: response.bytes, as: UTF8.self)
                    ),
                ]
            }
        )
        let client = try makeClient(transport, codec: codec)
        let data = try await client.call("post", payload: 7).data
        #expect(data == ["endpoint": "post", "attempt": 1, "body": "raw"])
        #expect(transport.requests.first?.bodyText == "items/post/7")
        #expect(transport.requests.first?.headers["content-type"] == "text/x-own")
        struct Answer: Codable { var body: String }
        #expect(try await client.call(Endpoint<Void, Answer>("get")).data.body == "raw")
    }

    @Test func whatAClosureCodecThrowsFailsItsStage() async throws {
        let client = try makeClient(
            codec: ClosureCodec(serialize: { _, _ in throw Broken() }, parse: { _, _ in throw Broken() })
        )
        let encoding = try await serviceError { try await client.call("post", payload: 1) }
        #expect(encoding.code == .encodingFailed)
        #expect(encoding.cause is Broken)
        let parsing = try await serviceError { try await client.call("get") }
        #expect(parsing.code == .parsingFailed)
        #expect(parsing.cause is Broken)
    }

    @Test func everyWayToWriteAPayload() async throws {
        struct User: Encodable { var name = "a" }
        let transport = ScriptedTransport()
        let client = try makeClient(transport)
        let value: DynamicValue = [1, "x"]
        try await client.call("post", payload: ["a": 1, "b": "x", "c": [nil, true]])
        try await client.call("post", payload: ["a": 1])
        try await client.call("post", payload: [1, "x"])
        try await client.call("post", payload: [1, 2])
        try await client.call("post", payload: value)
        try await client.call("post", payload: User())
        try await client.call("post", payload: .bytes([0x78]))
        try await client.call("post", payload: .value(User()))
        try await client.call("post", payload: .none)
        try await client.call("post", payload: "x", .maximumBodySize(5))
        #expect(
            transport.requests.map(\.bodyText) == [
                #"{"a":1,"b":"x","c":[null,true]}"#, #"{"a":1}"#, #"[1,"x"]"#, "[1,2]", #"[1,"x"]"#, #"{"name":"a"}"#,
                "x",
                #"{"name":"a"}"#, nil, #""x""#,
            ]
        )
    }

    @Test func rawTakesAndGivesBytes() async throws {
        let transport = ScriptedTransport(.json("ä"))
        let client = try makeClient(transport, codec: .raw)
        try await client.call("post", payload: "text")
        try await client.call("post", payload: [1, 2] as [UInt8])
        try await client.call("post", payload: DynamicValue.bytes([3]))
        try await client.call("post", payload: DynamicValue.string("x"))
        let bodies = transport.requests.map { request -> [UInt8] in
            if case .bytes(let bytes) = request.body { bytes } else { [] }
        }
        #expect(bodies == [Array("text".utf8), [1, 2], [3], [0x78]])
        #expect(transport.requests.allSatisfy { $0.headers.isEmpty })
        #expect(try await client.call(Endpoint<Void, String>("get")).data == "ä")
        #expect(try await client.call("get").data == .bytes(Array("ä".utf8)))
    }

    @Test func rawRefusesWhatIsNoBytes() async throws {
        let client = try makeClient(
            ScriptedTransport(TransportResponse(head: ResponseHead(status: 200), body: .bytes([0xFF]))),
            codec: .raw
        )
        let encoding = try await serviceError { try await client.call("post", payload: 1.5) }
        #expect(encoding.code == .encodingFailed)
        #expect("\(encoding)".contains("not Double: use another codec, or bytes"))
        let parsing = try await serviceError { try await client.call(Endpoint<Void, String>("get")) }
        #expect(parsing.cause is RawCodec.Unsupported)
    }
}
