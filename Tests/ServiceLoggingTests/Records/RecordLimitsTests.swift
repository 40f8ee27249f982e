import ServiceCore
import Testing

@testable import ServiceLogging

/// Whatever a server sends, or a plugin publishes: a record has a bounded part of it, and says that there was more.
struct RecordLimitsTests {
    private struct Chatty: SessionPreparing {
        func prepareSession(_ session: inout ServiceSession) throws {
            session.attributes[Notes.self] = [[String]](
                repeating: [String](repeating: String(repeating: "n", count: 3000), count: 100),
                count: 100
            )
        }

        private enum Notes: AttributeKey {
            typealias Value = [[String]]
            static let name = "notes"
        }
    }

    @Test func `header fields, attributes, queries and errors without end`() async throws {
        let log = InMemorySink()
        var fields: HeaderFields = ["x-large": String(repeating: "x", count: 10 << 20)]
        for number in 0..<1000 { fields.append(.init("x-\(number)"), "1") }
        let answer = fields
        let client = try ServiceClient.testing(
            [Chatty(), OuterLogger(log, maximumBodyLength: 100), InnerLogger(log, maximumBodyLength: 100)],
            transport: FakeTransport { _ in .json("\"" + String(repeating: "b", count: 1 << 20), headers: answer) },
            endpoints: ["list": .get("/users?q=" + String(repeating: "q", count: 1 << 20))]
        )
        await #expect(throws: ServiceError.self) { try await client.call("list") }
        #expect(log.records.map(\.action) == [.request, .request, .response, .failure, .failure])
        let layout = ConsoleLayout(usesColor: false, timelinesFrom: .zero)
        for record in log.records {
            #expect(record.object.description.utf8.count < 1 << 18)
            #expect(layout.text(of: record).utf8.count < 1 << 18)
            #expect(record.session["notes"]?.description.contains("…") == true)
            #expect(record.query?.hasSuffix("…") == true)
        }
        let response = log.records[2]
        #expect(response.headers["x-large"]?.utf8.count == RecordLimits.field + "…".utf8.count)
        #expect(response.headers.count == RecordLimits.fieldCount + 1)
        #expect(response.headers.last == HeaderField(name: "…", value: "and 873 more"))
    }

    @Test(arguments: [
        ("abc", 3, "abc"), ("abc", 2, "ab…"), ("aäb", 2, "a…"), ("😀😀", 7, "😀…"), ("", 0, ""), ("ä", 1, "…"),
    ])
    func `a text is cut where a character begins`(text: String, limit: Int, expected: String) {
        #expect(text.cut(to: limit) == expected)
    }

    @Test func `a body that is long is told by its bytes, not written again`() async throws {
        let log = InMemorySink()
        let body = "[ " + String(repeating: "1, ", count: 30_000) + "1 ]"
        let client = try ServiceClient.testing(
            [OuterLogger(log, maximumBodyLength: 10)],
            transport: FakeTransport { _ in .json(body) }
        )
        try await client.call("list")
        #expect(log.records[1].body == .excerpt("[ 1, 1, 1,…", byteCount: body.utf8.count))
    }
}
