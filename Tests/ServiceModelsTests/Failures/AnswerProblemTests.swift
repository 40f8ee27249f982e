import Foundation
import ServiceCore
import ServiceModels
import Testing

/// Everything in an answer that is not of the model, in one error.
struct AnswerProblemTests {
    struct Team: Codable, Sendable {
        enum Kind: String, Codable, CaseIterable { case open, closed }
        struct Member: Codable, Sendable {
            var fullName: String
            var age: Int8
            var joined: Date?
        }
        var kind: Kind
        var members: [Member]
        var ratio: Double?
    }

    struct Teams: Sendable {
        let get = ServiceMethod<Void, Team>(.get("/team"))
        let list = ServiceMethod<Void, [Team]>(.get("/teams"))
    }

    private static func teams(_ body: String) throws -> ModelClient<Teams> {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        decoder.dateDecodingStrategy = .iso8601
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        return try ModelClient(
            Teams(),
            name: "teams",
            baseURL: "https://api.test",
            codec: .json(decoder: decoder),
            transport: FakeTransport { _, _ in .json(body) }
        )
    }

    @Test func `by the strategies of the codec, with the place of each`() async throws {
        let body = #"""
            {"kind":"secret","ratio":"inf","unknown":1,"members":[
                {"full_name":"a","age":3,"joined":"2001-02-03T00:00:00Z"},
                {"name":"b","age":300,"joined":"yesterday"},
                {"full_name":1,"age":"x"}]}
            """#
        let error = await #expect(throws: ServiceError.self) { try await Self.teams(body).get() }
        #expect(error?.code == .parsingFailed)
        #expect(error?.stage == .parse)
        #expect(error?.cause is DecodingError)
        #expect(
            error?.message == """
                the body is no Team:
                  - "kind" is a text, not Kind (open, closed)
                  - "members[1].fullName" is missing (String)
                  - "members[1].age" is a number, not Int8
                  - "members[1].joined" is a text, not Date
                  - "members[2].fullName" is a number, not String
                  - "members[2].age" is a text, not Int8
                """
        )
        #expect(error?.response?.bytes == Array(body.utf8))
    }

    @Test func `a list of many`() async throws {
        let element = #"{"kind":"open","members":[],"ratio":"x"}"#
        let body = "[" + Array(repeating: element, count: 1000).joined(separator: ",") + "]"
        let error = await #expect(throws: ServiceError.self) { try await Self.teams(body).list() }
        let lines = error?.message.split(separator: "\n") ?? []
        #expect(lines.count == 22)
        #expect(lines[1] == #"  - "[0].ratio" is a text, not Double"#)
        #expect(lines.last == "  - there are more problems, which were not looked for")
    }

    @Test(arguments: ["", "{", "<html>", #"{"a":1,}"#])
    func `what is no JSON is told by the codec`(body: String) async throws {
        let error = await #expect(throws: ServiceError.self) { try await Self.teams(body).get() }
        #expect(error?.code == .parsingFailed)
        #expect(error?.message.contains("is no Team") == false)
    }
}
