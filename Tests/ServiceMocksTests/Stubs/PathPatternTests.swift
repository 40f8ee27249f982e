import Testing

@testable import ServiceMocks

struct PathPatternTests {
    static let matches: [(String, String, [String: String]?)] = [
        ("/users", "/users", [:]), ("users", "/users", [:]), ("/users", "/users/", nil), ("/users", "/user", nil),
        ("/users/{id}", "/users/7", ["id": "7"]), ("/users/{id}", "/users/a%2Fb", ["id": "a/b"]),
        ("/users/{id}", "/users/", nil), ("/users/{id}", "/users/7/posts", nil),
        ("/users/{id}/posts/{post}", "/users/7/posts/x%20y", ["id": "7", "post": "x y"]),
        ("/files/{name}.{type}", "/files/a.b.txt", ["name": "a", "type": "b.txt"]),
        ("/{a,b}", "/1,2", ["a": "1", "b": "2"]),
        ("/files/{+path}", "/files/a/b/c", ["path": "a/b/c"]),
        ("/files/{+path}/raw", "/files/a/b/raw", ["path": "a/b"]),
        ("/files{/path*}", "/files/a/b", ["path": "a/b"]), ("/files{/a,b}", "/files/1/2", ["a": "1", "b": "2"]),
        ("/users{?page,size}", "/users", [:]), ("/users?page=2", "/users", [:]),
        ("/a%20b/{id}", "/a%20b/1", ["id": "1"]),
        ("/é", "/%C3%A9", [:]), ("/{id}", "/%zz", ["id": "%zz"]), ("/", "/", [:]), ("", "/", [:]),
        ("/users/{id}", "/users/é", ["id": "é"]),
    ]

    @Test(arguments: matches)
    func `a path is an expansion of a template, or not`(template: String, path: String, values: [String: String]?)
        throws
    {
        #expect(try PathPattern(template).match(path) == values)
    }

    @Test(arguments: ["/users/{", "/{a", "/users{.type}", "/users{;id}", "/users{#part}"])
    func `a template that no stub can match is refused`(template: String) {
        let error = #expect(throws: MockError.self) { try StubService(.get(template), .get("/fine")) }
        #expect(error?.code == .invalidDefinition)
        #expect(error?.message.contains(template) == true)
    }

    @Test func `every stub without a path is told at once`() {
        let error = #expect(throws: MockError.self) { try StubService(.get("/{"), .get("/x{#y}")) }
        #expect(error?.message.split(separator: "\n").count == 2)
    }
}
