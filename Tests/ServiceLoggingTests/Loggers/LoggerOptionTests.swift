import ServiceCore
import ServiceLogging
import Testing

/// REFERENCE: "endpoint `logger.hidden_request_body`, `logger.hidden_response_body`".
struct LoggerOptionTests {
    let log = InMemorySink()

    func bodies(_ endpoint: ServiceOption, _ call: ServiceOption...) async throws -> [String] {
        let client = try ServiceClient.testing(
            [OuterLogger(log, maximumBodyLength: 9), InnerLogger(log, maximumBodyLength: 9)],
            endpoints: ["signIn": .post("/session", endpoint)]
        )
        try await client.call("signIn", payload: [1], options: call)
        return log.records.compactMap { $0.body?.description }
    }

    @Test func `each body by itself, in both loggers`() async throws {
        #expect(try await bodies(.logger()) == ["[1]", "[1]", "{}", "{}"])
        log.removeAll()
        #expect(try await bodies(.logger(hiddenRequestBody: true)) == ["<HIDDEN>", "<HIDDEN>", "{}", "{}"])
        log.removeAll()
        #expect(try await bodies(.logger(hiddenResponseBody: true)) == ["[1]", "[1]", "<HIDDEN>", "<HIDDEN>"])
    }

    @Test func `a call is stronger than its endpoint, each switch by itself`() async throws {
        let endpoint = ServiceOption.logger(hiddenRequestBody: true, hiddenResponseBody: true)
        let texts = try await bodies(endpoint, .logger(hiddenRequestBody: false))
        #expect(texts == ["[1]", "[1]", "<HIDDEN>", "<HIDDEN>"])
    }

    @Test func `a failure hides the body too`() async throws {
        let client = try ServiceClient.testing(
            [OuterLogger(log, maximumBodyLength: 9)],
            transport: FakeTransport { _ in .json("<html>") },
            endpoints: ["signIn": .post("/session", .logger(hiddenResponseBody: true))]
        )
        await #expect(throws: ServiceError.self) { try await client.call("signIn") }
        #expect(log.records.last?.body == .hidden)
        #expect(log.records.last?.failure?.description.contains("html") == false)
    }

    @Test(
        arguments: [
            (#"{"hiddenRequestBody": true}"#, true, nil), (#"{"hidden_request_body": true}"#, true, nil),
            (#"{"hidden_response_body": false, "hiddenRequestBody": null}"#, nil, false), ("{}", nil, nil),
        ] as [(String, Bool?, Bool?)]
    )
    func `it is decoded, in both spellings`(text: String, request: Bool?, response: Bool?) throws {
        let value = try JSONReader().read(Array(text.utf8)).decode(as: LoggerOption.Value.self)
        #expect(value.hiddenRequestBody == request)
        #expect(value.hiddenResponseBody == response)
    }

    @Test func `a misspelt switch is an error that names the nearest`() throws {
        let value: DynamicValue = ["hiddenRequestBdy": true]
        let error = #expect(throws: DecodingError.self) { try value.decode(as: LoggerOption.Value.self) }
        guard case .dataCorrupted(let context)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(
            context.debugDescription.hasPrefix(
                "there is no switch \"hiddenRequestBdy\"; did you mean \"hiddenRequestBody\""
            )
        )
    }
}
