import ServiceCore
import Testing

/// A buffered body has a limit: the client's, the endpoint's, the call's.
struct BodyLimitTests {
    private func answers(_ size: Int) -> [TransportResponse] {
        let bytes = [UInt8](repeating: 0x20, count: size)
        return [
            TransportResponse(head: ResponseHead(status: 200), body: .bytes(bytes)),
            .chunks([bytes]), .chunks(bytes.map { [$0] }),
            .chunks([bytes], headers: ["content-length": "\(size)"]),
            .chunks([bytes], headers: ["content-length": "-5"]),
            .chunks([bytes], headers: ["content-length": "99999999999999999999"]),
        ]
    }

    @Test(arguments: [(0, 0, true), (1, 0, false), (9, 10, true), (10, 10, true), (11, 10, false)])
    func theBoundaryIsExact(size: Int, limit: Int, isAllowed: Bool) async throws {
        for answer in answers(size) {
            let transport = ScriptedTransport(answer)
            let client = try makeClient(transport, maximumBodySize: limit)
            if isAllowed {
                #expect(try await client.call("get").bytes.count == size)
            } else {
                let error = try await serviceError { try await client.call("get") }
                #expect(error.code == .bodyTooLarge)
                #expect(error.stage == .read)
                #expect(error.status == 200)
                #expect(error.message.contains("longer than \(limit) bytes"))
            }
            #expect(transport.running == 0)
        }
    }

    @Test func theStrongestLevelWins() async throws {
        let transport = ScriptedTransport { _, _ in .chunks([[0x20, 0x20, 0x20]]) }
        let endpoints: Endpoints = ["client": .get("/a"), "endpoint": .get("/b", .maximumBodySize(3))]
        let client = try makeClient(transport, endpoints: endpoints, maximumBodySize: 2)
        #expect(try await serviceError { try await client.call("client") }.code == .bodyTooLarge)
        try await client.call("endpoint")
        try await client.call("client", .maximumBodySize(3))
        let error = try await serviceError { try await client.call("endpoint", .maximumBodySize(1)) }
        #expect(error.code == .bodyTooLarge)
        #expect(error.message.contains("1 bytes"))
    }

    @Test(arguments: [100, 4096, 5000])
    func theErrorKeepsTheStartOfTheBody(size: Int) async throws {
        let bytes = (0..<size).map { UInt8($0 % 251) }
        for answer in [TransportResponse(head: ResponseHead(status: 200), body: .bytes(bytes)), .chunks([bytes])] {
            let client = try makeClient(ScriptedTransport(answer), maximumBodySize: size - 1)
            let error = try await serviceError { try await client.call("get") }
            #expect(error.response?.bytes == Array(bytes.prefix(ServiceError.bodyPrefixSize)))
        }
    }

    @Test func aBodyThatBreaksOffKeepsItsStart() async throws {
        let pulls = Locked(0)
        let answer = TransportResponse.streamed {
            if pulls.withLock({
                $0 += 1; return $0
            }) > 3 {
                throw TransportError(.truncatedBody, "gone")
            }
            return [UInt8](repeating: 7, count: 2000)
        }
        let error = try await serviceError { try await makeClient(ScriptedTransport(answer)).call("get") }
        #expect(error.code == .transportFailed)
        #expect(error.stage == .read)
        #expect(error.transportError?.code == .truncatedBody)
        #expect(error.response?.bytes == [UInt8](repeating: 7, count: 4096))
    }

    @Test func whatFollowsTheLimitIsNotRead() async throws {
        let pulls = Locked(0)
        let answer = TransportResponse.streamed {
            pulls.withLock { $0 += 1 }
            return [1, 2, 3]
        }
        _ = try await serviceError { try await makeClient(ScriptedTransport(answer), maximumBodySize: 8).call("get") }
        #expect(pulls.value == 3)
    }
}
