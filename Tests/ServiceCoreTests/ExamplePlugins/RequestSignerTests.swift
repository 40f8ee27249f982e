import ServiceCore
import Testing

struct RequestSignerTests {
    @Test func itSignsTheEncodedBodyOfEachAttempt() async throws {
        let transport = ScriptedTransport()
        let twice = AroundCall { request, session, next in
            #expect(request.headers["x-signature"] == nil)
            _ = try await next(request, session: &session)
            return try await next(request, session: &session)
        }
        let client = try makeClient(transport, plugins: [RequestSigner(key: "k"), twice])
        let response = try await client.call("post", payload: ["a": 1])
        let expected = (1...2).map { attempt in
            String(RequestSigner.hash(Array("k\nPOST\n/v1/items\n\(attempt)\n{\"a\":1}".utf8)), radix: 16)
        }
        #expect(transport.requests.map { $0.headers["x-signature"] } == expected)
        // The request of the response is the one that was sent.
        #expect(response.request.headers["x-signature"] == expected[1])
    }

    @Test func whatItCannotSignIsNotSent() async throws {
        let transport = ScriptedTransport()
        let client = try makeClient(transport, plugins: [RequestSigner(key: "k")])
        let error = try await serviceError {
            try await client.call("post", payload: .stream(BodyStream(opening: { { nil } })))
        }
        #expect(error.code == .invalidRequest)
        #expect(error.stage == .willSend)
        #expect(error.message == "RequestSigner: a streamed body cannot be signed: send bytes")
        #expect(transport.requests.isEmpty)
    }
}
