import Foundation
import Testing

@testable import ServiceCore

/// However a value is shown, it shows no secret: by its description, to a debugger, in a dump, to the user.
struct MaskedMirrorTests {
    private func shown(_ value: Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        dump([("nested", Optional(value))], to: &dumped)
        return [String(describing: value), String(reflecting: value), "\([Optional(value)])", dumped]
    }

    @Test func everyWrapperOfACall() async throws {
        let client = try ServiceClient(
            name: "items",
            baseURL: "https://api.example.com",
            endpoints: [
                "post": .post("/items?token=hunter2-a", .colour("hunter2-b"), .parameters(["pin_token": "hunter2-c"]))
            ],
            transport: ScriptedTransport(
                .json(#"{"token":"hunter2-d","echo":"hunter2-e"}"#, headers: ["set-cookie": "hunter2-f"])
            ),
            plugins: [
                Painter(colour: "hunter2-g"),
                OnRequest { request in
                    request.headers["authorization"] = "Bearer hunter2-e"
                    request.url.path += "/hunter2-e"
                },
                OnSession { session in
                    session.redaction.hideValue("hunter2-h")
                    session.parameters["pin_token"] = nil
                },
            ],
            redaction: .standard.hiding("pin")
        )
        let options: [ServiceOption] = [.colour("hunter2-b")]
        let payload: Payload = ["password": "hunter2-i"]
        let response = try await client.call("post", payload: payload, options: options)
        let description = try #require(client.endpoint(named: "post"))
        let values: [Any] = [
            client, client.pipeline, description, description.options, options, payload, response, response.response,
            response.response.head, response.response.headers, response.response.body, response.response.attributes,
            response.request, response.request.headers, response.request.body,
            response.request.redaction, EndpointDefinition.get("/a?sig=hunter2"),
            CallOutcome.success(response.response),
            ["endpoint": EndpointDefinition.get("/a?sig=hunter2")] as Endpoints,
            TransportError(.other, "token=hunter2"),
            Result<Int, any Error>.failure(TransportError(.other, "sid=hunter2")),
            HeaderField(name: "x-api-key", value: "hunter2"), ["token": "hunter2"] as Parameters,
        ]
        for value in values {
            for text in shown(value) { #expect(!text.contains("hunter2"), "\(type(of: value)): \(text)") }
        }
    }

    @Test func theErrorOfACall() async throws {
        let client = try makeClient(
            ScriptedTransport(.json(#"{"echo":"hunter2","#)),
            plugins: [OnRequest { $0.headers["authorization"] = "Bearer hunter2" }]
        )
        let error = try await serviceError { try await client.call("get") }
        for text in shown(error) + shown(CallOutcome.failure(error)) + [error.localizedDescription] {
            #expect(!text.contains("hunter2"), "\(text)")
        }
        let transport = ScriptedTransport { _, _ in
            throw TransportError(.connectionLost, "no answer to Bearer hunter2, hunter2")
        }
        let lost = try await serviceError {
            try await makeClient(transport, plugins: [OnRequest { $0.headers["authorization"] = "Bearer hunter2" }])
                .call("get")
        }
        let cause = try #require(lost.cause)
        for text in shown(lost) + shown(cause) + [lost.localizedDescription, cause.localizedDescription] {
            #expect(!text.contains("hunter2"), "\(text)")
        }
        #expect(lost.localizedDescription.hasPrefix("no answer to <redacted>"))
    }

    @Test(arguments: [
        ("/items?token=hunter2&a=1", "/items?token=<redacted>&a=1"),
        ("/items?token={token}&a=1", "/items?token={token}&a=1"),
        ("/items?sig=hunter2{sig}hunter2", "/items?sig=<redacted>{sig}<redacted>"),
        ("/items?api%5Fkey=hunter2{&a}", "/items?api%5Fkey=<redacted>{&a}"),
        ("/proxy/https://user:hunter2@h/{id}", "/proxy/https://<redacted>@h/{id}"),
        ("/items/{token}", "/items/{token}"),
        ("/items;token=hunter2/x", "/items;token=<redacted>"), ("/items{?token}", "/items{?token}"),
    ])
    func whatAnEndpointItselfGives(path: String, expected: String) throws {
        #expect(EndpointDefinition.get(path).description == "GET \(expected)")
        guard let client = try? makeClient(endpoints: ["get": .get(path)]) else { return }
        #expect(client.pipeline.description.contains("GET \(expected)"))
        #expect(client.pipeline.endpoints[0].path == expected)
        #expect(client.endpoint(named: "get")?.description == "get: GET \(expected)")
    }

    @Test(arguments: [
        ("https://h", "/items?token=hunter2{"), ("https://h", "/items?token=hunter2 x"),
        ("https://h", "/items?ssn=hunter2^"),
        ("https://h", "/a/https://u:hunter2@h/%zz"), ("https://u:hunter2@h/", "/items"),
        ("https://h/?token=hunter2", "/items"),
        ("https://h:80;token=hunter2/", "/items"), ("ftp://h/;token=hunter2", "/items"),
    ])
    func aClientThatCannotBeMade(baseURL: String, path: String) throws {
        let error = try #require(throws: ServiceError.self) {
            try ServiceClient(
                name: "items",
                baseURL: baseURL,
                endpoints: ["get": .get(path)],
                transport: ScriptedTransport(),
                redaction: .standard.hiding("ssn")
            )
        }
        for text in shown(error) + error.problems.flatMap(shown) + [error.localizedDescription] {
            #expect(!text.contains("hunter2"), "\(text)")
        }
    }
}
