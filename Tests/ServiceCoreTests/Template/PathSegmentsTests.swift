import ServiceCore
import Testing

struct PathSegmentsTests {
    @Test(arguments: [
        ("/a/./b", "."), ("/a/../b", ".."), ("/..", ".."), ("..", ".."), (".", "."), ("./a", "."), ("/a/.", "."),
        ("/a/%2e", "%2e"), ("/a/%2E/b", "%2E"), ("/%2e%2E/b", "%2e%2E"), ("/.%2e", ".%2e"), ("/%2E.", "%2E."),
        ("/a//../b", ".."), ("/a/..?x", ".."), ("/a/.#x", "."), ("/.../%2e/..", "%2e"),
    ])
    func dotSegment(path: String, segment: Substring) {
        #expect(PathSegments.firstDotSegment(in: path) == segment)
    }

    @Test(arguments: [
        "", "/", "//", "/a/b", "/...", "/%2e%2e%2e", "/.a", "/a.", "/..a", "/a..", "/%2f", "/%2", "/%", "/.%", "/.%2",
        "/.%2f",
        "/%252e", "/a?x=/../b", "/a#/./b", "/.\u{301}",
    ])
    func noDotSegment(path: String) {
        #expect(PathSegments.firstDotSegment(in: path) == nil)
    }
}
