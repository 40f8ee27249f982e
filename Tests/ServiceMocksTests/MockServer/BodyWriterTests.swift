import ServiceMocks
import Synchronization
import Testing

struct BodyWriterTests {
    private static let request = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"

    @Test func `several tasks may write, and each piece goes out whole`() async throws {
        let letters = Array("abcdefgh")
        let answer = Answer.stream { body in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for letter in letters {
                    group.addTask {
                        for _ in 0..<20 { try await body.write(String(repeating: letter, count: 0x10000)) }
                    }
                }
                try await group.waitForAll()
            }
        }
        try await MockServer.withServer { _ in
            answer
        } _: { server in
            let lines = try await RawClient.exchange(server, Self.request).split(separator: "\r\n")
            let pieces = lines.filter { $0.utf8.count == 0x10000 }
            #expect(pieces.allSatisfy { piece in piece.allSatisfy { $0 == piece.first } })
            for letter in letters { #expect(pieces.count { $0.first == letter } == 20) }
            #expect(lines.count { $0 == "10000" } == 160)
            #expect(lines.last == "0")
        }
    }

    @Test(arguments: [false, true])
    func `behind its function a writer writes no more`(fails: Bool) async throws {
        struct Broken: Error {}
        let kept = Mutex<BodyWriter?>(nil)
        try await MockServer.withServer { _ in
            .stream { body in
                kept.withLock { $0 = body }
                try await body.write("once")
                if fails { throw Broken() }
            }
        } _: { server in
            let answer = try await RawClient.exchange(server, Self.request)
            let last = kept.withLock(\.self)
            let writer = try #require(last)
            let error = await #expect(throws: MockServerError.self) { try await writer.write("twice") }
            #expect(error?.code == .bodyIsOver)
            #expect(answer.hasSuffix(fails ? "4\r\nonce\r\n" : "4\r\nonce\r\n0\r\n\r\n"))
        }
    }
}
