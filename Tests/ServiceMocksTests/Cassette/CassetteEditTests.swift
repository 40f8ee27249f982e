import Foundation
import ServiceCore
import ServiceMocks
import Testing

/// A cassette survives an edit by hand, and says where one went wrong.
struct CassetteEditTests {
    private static let plain = """
        {
          "version": 1,
          "episodes": [
            {
              "request": {"method": "GET", "url": "https://api.test/users?page=1", "headers": {"accept": "a/b"}},
              "response": {"status": 203, "headers": {"etag": "7"}, "body": {"json": {"users": [1, 2]}}}
            }
          ]
        }
        """

    static let edits: [(String, @Sendable (String) -> String)] = [
        ("nothing", { $0 }),
        ("line ends of Windows", { $0.replacing("\n", with: "\r\n") }),
        ("a byte-order mark", { "\u{FEFF}" + $0 }),
        ("no line breaks", { $0.replacing("\n", with: "") }),
        ("tabs", { $0.replacing("  ", with: "\t") }),
        (
            "another order",
            { _ in
                """
                {"episodes": [{"response": {"body": {"json": {"users": [1, 2]}}, "headers": {"etag": "7"}, "status": 203},
                 "request": {"url": "https://api.test/users?page=1", "method": "GET"}}]}
                """
            }
        ),
        ("nulls", { $0.replacing(#""headers": {"accept": "a/b"}"#, with: #""headers": null, "body": null"#) }),
        (
            "a redirect that is null",
            { $0.replacing(#""status": 203"#, with: #""status": 203, "redirectedURL": null"#) }
        ),
        ("escapes", { $0.replacing("\"etag\"", with: #""\u0065tag""#).replacing("users?", with: #"users\u003F"#) }),
    ]

    @Test(arguments: edits.indices)
    func `an edit changes nothing for who asks, and stays when more is recorded`(index: Int) async throws {
        let (what, edit) = Self.edits[index]
        try await withTemporaryFolder { folder in
            let path = folder + "/users.json"
            let noted = Self.plain.replacing("\"version\": 1", with: "\"version\": 1, \"note\": \"mine\"")
                .replacing("\"request\": {", with: "\"why\": [1.50], \"request\": {\"by\": \"hand\", ")
            try write(edit(noted), to: path)
            for mode in [Cassette.Mode.none, .newEpisodes, .none] {
                let cassette = try Cassette(path, mode: mode)
                let client = try makeClient(cassette)
                let answer = try await client.call("list")
                #expect(answer.status == 203, "\(what)")
                #expect(answer.headers["etag"] == "7")
                #expect(answer.data == ["users": [1, 2]])
                if mode == .newEpisodes { #expect(try await client.call("other").status == 299) }
            }
            let written = try String(contentsOfFile: path, encoding: .utf8)
            if what != "another order" {
                for text in ["mine", "hand", "1.5"] { #expect(written.contains(text), "\(text) behind \(what)") }
            }
        }
    }

    private func makeClient(_ cassette: Cassette) throws -> ServiceClient {
        try ServiceClient(
            name: "s",
            baseURL: "https://api.test",
            endpoints: ["list": .get("/users?page=1"), "other": .get("/other")],
            transport: cassette.transport(over: RealTransport())
        )
    }

    static let mistakes: [(String, String, [String])] = [
        ("\"version\": 1,", "\"version\": 1", ["line 3, column 3", "no JSON"]),
        ("\"version\": 1", "\"version\": 2", ["line 2: its version is 2"]),
        ("\"episodes\": [", "\"episode\": [", ["list of \"episodes\""]),
        ("\"GET\"", "7", ["line 5, episode 1, request.method is not a method"]),
        ("\"GET\"", "\"G T\"", ["line 5, episode 1, request.method is not a method"]),
        ("https://api.test", "api.test", ["line 5, episode 1, request.url is not an absolute URL"]),
        ("\"accept\": \"a/b\"", "\"accept\": {}", ["line 5, episode 1, request.headers.accept is not a text"]),
        ("a/b", "a\\nb", ["line 5, episode 1, request.headers.accept is not a header field"]),
        ("203", "\"203\"", ["line 6, episode 1, response.status is not a number"]),
        ("203", "20300", ["line 6, episode 1, response.status is not a number"]),
        ("{\"json\": {\"users\": [1, 2]}}", "{\"jsn\": 1}", ["line 6, episode 1, response.body is not an object with"]),
        (
            "{\"json\": {\"users\": [1, 2]}}", "{\"file\": \"users-1.bin\"}",
            ["line 6, episode 1, response.body.file names a body that cannot be read", "users-1.bin"]
        ),
        (
            "{\"json\": {\"users\": [1, 2]}}", "{\"file\": \"../users-1.bin\"}",
            ["line 6, episode 1, response.body.file", "leads out of the folder"]
        ),
        (
            "{\"json\": {\"users\": [1, 2]}}", "{\"file\": \"/etc/passwd\"}",
            ["line 6, episode 1, response.body.file", "absolute path"]
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is told with file, line, episode and remedy`(
        right: String,
        wrong: String,
        expected: [String]
    ) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/users.json"
            let contents = Self.plain.replacing(right, with: wrong, maxReplacements: 1)
            #expect(contents != Self.plain)
            try write(contents, to: path)
            let error = #expect(throws: MockError.self) { try Cassette(path, mode: .newEpisodes) }
            for text in expected + ["users.json", "correct it, or", "record it again with the mode newEpisodes"] {
                #expect(error?.message.contains(text) == true, "\(text) in \(error?.message ?? "")")
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == contents)
        }
    }

    @Test func `the line is that of the episode that is wrong, whatever stands in those before`() async throws {
        let contents = #"""
            {"note": ["]}", {"episodes": [1, 2]}], "episodes": [
              {"request": {"method": "GET", "url": "https://api.test/a,b"},
               "response": {"status": 200, "body": {"text": "\"},{\"", "more": [[], {}, "]"]}}},
              {"request": {"method": "GET", "url": "https://api.test"}, "response": {"status": 200}},
              {
                "request": {"url": "https://api.test", "method": "GET"},
                "response": {"status": 7, "status":
                  [8]}}
            ]}
            """#
        try await withTemporaryFolder { folder in
            try write(contents, to: folder + "/users.json")
            let error = #expect(throws: MockError.self) { try Cassette(folder + "/users.json") }
            #expect(
                error?.message.contains("line 8, episode 3, response.status is not a number") == true,
                "\(error?.message ?? "")"
            )
            try write(contents.replacing("\n", with: "\r\n"), to: folder + "/users.json")
            let other = #expect(throws: MockError.self) { try Cassette(folder + "/users.json") }
            #expect(other?.message.contains("line 8, episode 3") == true)
        }
    }

    @Test func `whoever reads while episodes are recorded finds a whole cassette`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/users.json"
            try write(Self.plain, to: path)
            let client = try makeClient(try Cassette(path, mode: .all))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<16 {
                    group.addTask { for _ in 0..<4 { try await client.call("other") } }
                    group.addTask { for _ in 0..<16 { _ = try Cassette(path, mode: .none) } }
                }
                try await group.waitForAll()
            }
            let cassette = try Cassette(path)
            #expect(await cassette.unplayed.count == 64)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["users.json"])
        }
    }
}
