import ServiceCore
import Testing

/// Around hooks that answer by themselves, with a body that has not been read.
struct HookAnswerTests {
    /// A plugin of either scope that answers with a streamed body.
    private static func answering(_ scope: Stage, _ chunks: [[UInt8]]) -> any ServicePlugin {
        let answer: @Sendable (ServiceRequest) -> ServiceResponse = {
            ServiceResponse(head: ResponseHead(status: 200), body: TransportResponse.chunks(chunks).body, request: $0)
        }
        return scope == .interceptCall
            ? AroundCall { request, _, _ in answer(request) } : AroundAttempt { request, _, _ in answer(request) }
    }

    @Test(arguments: [Stage.interceptCall, .interceptAttempt])
    func theBodyIsReadForACallThatWantsItParsed(scope: Stage) async throws {
        let outer = Locked<[Int]>([])
        let client = try makeClient(plugins: [
            AroundCall { request, session, next in
                let response = try await next(request, session: &session)
                outer.withLock { $0.append(response.bytes.count) }
                return response
            },
            Self.answering(scope, [Array("{\"a\"".utf8), Array(":1}".utf8)]),
        ])
        #expect(try await client.call("get").data["a"] == 1)
        #expect(outer.value == [7])
    }

    @Test(arguments: [Stage.interceptCall, .interceptAttempt])
    func theBodyIsBounded(scope: Stage) async throws {
        let client = try makeClient(plugins: [Self.answering(scope, [[1, 2], [3, 4]])], maximumBodySize: 3)
        let error = try await serviceError { try await client.call("get") }
        #expect(error.code == .bodyTooLarge)
        #expect(error.stage == .read)
        #expect(error.response?.bytes == [1, 2, 3, 4])
    }

    @Test(arguments: [Stage.interceptCall, .interceptAttempt])
    func aStreamedCallReadsItItself(scope: Stage) async throws {
        let client = try makeClient(plugins: [Self.answering(scope, [[1, 2], [3]])])
        let bytes = try await client.stream("get") { response in
            try await response.body.reduce(into: [UInt8]()) { $0 += $1 }
        }
        #expect(bytes == [1, 2, 3])
    }
}
