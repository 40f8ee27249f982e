import ServiceCore
import Testing

/// The policy of a client is in every description of its calls, and so is what its plugins tell.
struct ClientRedactionTests {
    @Test func thePolicyOfTheClientHoldsForEveryDescription() async throws {
        let client = try ServiceClient(
            name: "items",
            baseURL: "https://api.example.com",
            endpoints: ["get": .get("/items?ssn=hunter2&code=17x")],
            transport: ScriptedTransport(.json(#"{"ssn":"hunter3","code":"17x","#)),
            redaction: .standard.hiding("ssn").revealing("code")
        )
        let error = try await serviceError { try await client.call("get") }
        #expect(!error.description.contains("hunter"))
        #expect(error.description.contains("ssn=<redacted>&code=17x"))
        #expect(error.description.contains(#"{"ssn":"<redacted>","code":"17x","#))
        #expect(error.request?.redaction.isSecret("ssn") == true)
        #expect(error.response?.redaction.isSecret("ssn") == true)
        #expect(error.redaction.isSecret("ssn"))
    }

    @Test(arguments: Moment.allCases)
    func aSecretThatAPluginTellsIsMaskedInTheErrorOfEveryStage(moment: Moment) async throws {
        let teller = OnSession { session in session.redaction.hideValue("hunter2") }
        let hook = EveryHook(action: { if $0 == moment { throw Broken(what: "hunter2") } })
        let client = try makeClient(
            ScriptedTransport(.json(#"{"echo":"hunter2"}"#)),
            plugins: [teller, OnPath { path, _ in path = "/items/hunter2" }, hook]
        )
        let error = try await serviceError { try await client.call("get") }
        #expect(!error.description.contains("hunter2"), "\(error)")
        #expect(!"\(String(describing: error.request)) \(String(describing: error.response))".contains("hunter2"))
        #expect((error.cause as? Broken)?.what == "hunter2")
    }

    @Test func aRequestThatAPluginMakesAnewHasThePolicyWhenItIsSent() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(
            transport,
            plugins: [
                OnSession { session in session.redaction.hideValue("hunter2") },
                OnRequest { $0 = ServiceRequest(url: ServiceURL(origin: $0.url.origin, path: "/hunter2")) },
            ]
        )
        let response = try await client.call("get").response
        #expect("\(transport.requests[0])" == "GET https://api.example.com/<redacted>")
        #expect("\(response.request)" == "GET https://api.example.com/<redacted>")
        #expect(transport.requests[0].url.path == "/hunter2")
    }

    @Test func aSecretOfTheRequestIsMaskedWhereTheServerRepeatsIt() async throws {
        let request = OnRequest { request in
            request.headers["authorization"] = "Bearer hunter2-a"
            request.headers["cookie"] = "a=1; sid=hunter2-b"
            request.url.query = "token=hunter2%2Fc"
        }
        let answer = #"{"echo":["hunter2-a","hunter2-b","hunter2\/c","hunter2%2fc","hunter2-d","hunter2-e"],"#
        let client = try makeClient(
            ScriptedTransport(.json(answer, status: 500, headers: ["x-echo": "hunter2-a"])),
            plugins: [request]
        )
        let error = try await serviceError {
            try await client.call("post", payload: ["nested": ["password": "hunter2-d", "auth": [["hunter2-e"], 1]]])
        }
        #expect(!error.description.contains("hunter2"), "\(error)")
        #expect(error.response.map { !"\($0)".contains("hunter2") } == true)
        let redaction = try #require(error.request.map { error.redaction.hidingSecrets(of: $0) })
        #expect(redaction.fields(error.response?.headers ?? [:])["x-echo"] == "<redacted>")
    }

    @Test func noDescriptionOfAPartTellsMore() async throws {
        let client = try makeClient(
            ScriptedTransport(.json(#"{"token":"hunter2"}"#, headers: ["set-cookie": "hunter2"])),
            plugins: [OnRequest { $0.headers["authorization"] = "hunter2" }]
        )
        let response = try await client.call("post", payload: ["password": "hunter2"])
        for part in [
            "\(response)", "\(response.response)", "\(response.head)", "\(response.body)", "\(response.request)",
            "\(response.request.body)", "\(response.request.headers)", "\(["password": "hunter2"] as Parameters)",
            String(reflecting: response.request), String(reflecting: response.head),
        ] {
            #expect(!part.contains("hunter2"), "\(part)")
        }
    }
}
