import ServiceCore
import ServiceMocks
import Testing

/// A length below zero is an error of the response, and not the end of the process.
struct NegativeLengthTests {
    static let answers: [Answer] = [
        .text("hello", headers: ["content-length": "-1"]),
        .text("hello").with(.announcedLength(-5)),
        .stream(length: -1) { try await $0.write("hello") },
        .chunked([[1], [2]], headers: ["content-length": "-9223372036854775808"]),
    ]

    @Test(arguments: answers.indices)
    func `of an answer without a server`(index: Int) async throws {
        let client = try ServiceClient.mocked()
        try await withMocks(.use(limit: 0) { _ in Self.answers[index] }) {
            let error = await #expect(throws: ServiceError.self) { try await client.call("it") }
            #expect(error?.transportError?.code == .malformedResponse)
        }
    }

    @Test func `of a fault over another transport`() async throws {
        let client = try ServiceClient.mocked(
            mock: Mock(unmocked: .passesThrough),
            plugins: [],
            transport: RealTransport()
        )
        #expect(try await client.call("it").status == 299)
        let faulty = try ServiceClient(
            name: "s",
            baseURL: "https://api.test",
            endpoints: ["it": .get("/it")],
            transport: RealTransport(),
            plugins: [Faults([.always(.announcedLength(-1))])]
        )
        let error = await #expect(throws: ServiceError.self) { try await faulty.call("it") }
        #expect(error?.transportError?.code == .malformedResponse)
    }
}
