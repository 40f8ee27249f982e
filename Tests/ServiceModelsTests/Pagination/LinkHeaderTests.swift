import ServiceCore
import Testing

@testable import ServiceModels

/// RFC 8288 §3 and the examples of §3.5.
struct LinkHeaderTests {
    @Test(
        arguments: [
            ([#"<https://a.test/?page=2>; rel="next""#], "https://a.test/?page=2"),
            ([#"<https://a.test/?page=2>;rel=next"#], "https://a.test/?page=2"),
            ([#"< /p >  ;  rel = "next" "#], "/p"),
            ([#"</a>; rel="prev", </b>; rel="next""#], "/b"),
            ([#"</a>; rel="prev""#, #"</b>; rel="next""#], "/b"),
            ([#"</a>; title="x, <y>; rel=\"next\""; rel=prev, </b>; rel=next"#], "/b"),
            ([#"</a,b;c>; rel="next""#], "/a,b;c"),
            ([#"</a>; rel="last NEXT""#], "/a"),
            ([#"</a>; REL=next"#], "/a"),
            ([#"</a>; rel="prev"; rel="next""#], nil),
            ([#"</a>; rel="nextish""#], nil),
            ([#"</a>; rel=next; anchor="/other", </b>; rel=next"#], "/b"),
            ([#"</a>"#], nil),
            ([#"</a>; rel"#], nil),
            (["", "<", "<>", ";", ",", "<a"], nil),
            ([#"<>; rel=next"#], ""),
            ([#"</a>; rel="http://example.com/rels#next next""#], "/a"),
            ([#"</a>; rel="http://example.com/rels/next""#], nil),
            ([#"</a>; rel=next, </b>; rel=next"#], "/a"),
            ([#"</a>; title*=UTF-8'de'n%c3%a4chste; rel="next""#], "/a"),
            ([#"</a>; rel*=next"#], nil),
            ([#"</a?q=1,2;3>; title="a \\ b, c"; rel="prev next", </b>; rel=next"#], "/a?q=1,2;3"),
            ([#", ,</a>;;rel=next;"#], "/a"),
            ([#"</a>; title="unterminated; rel=next"#], nil),
            ([], nil),
        ] as [([String], String?)]
    )
    func `the target of the relation next`(fields: [String], target: String?) {
        #expect(LinkHeader.target(relation: "next", in: fields) == target)
    }
}

/// RFC 3986 §5.4, as far as it stays at the origin.
struct PageLinkTests {
    static let base = ServiceURL(origin: .init(scheme: "http", host: "a"), path: "/b/c/d;p", query: "q")

    @Test(
        arguments: [
            ("g", "/b/c/g", nil), ("./g", "/b/c/g", nil), ("g/", "/b/c/g/", nil), ("/g", "/g", nil),
            ("?y", "/b/c/d;p", "y"), ("g?y", "/b/c/g", "y"), ("#s", "/b/c/d;p", "q"), ("g#s", "/b/c/g", nil),
            ("g?y#s", "/b/c/g", "y"), (";x", "/b/c/;x", nil), ("", "/b/c/d;p", "q"), (".", "/b/c/", nil),
            ("./", "/b/c/", nil), ("..", "/b/", nil), ("../g", "/b/g", nil), ("../..", "/", nil),
            ("../../../g", "/g", nil),
            ("/./g", "/g", nil), ("/../g", "/g", nil), ("g.", "/b/c/g.", nil), ("./g/.", "/b/c/g/", nil),
            ("g/../h", "/b/c/h", nil), ("//a/g", "/g", nil), ("http://a/g?y", "/g", "y"), ("http://A:80", "/", nil),
            ("http://a?y", "/", "y"), ("g?y=http://x/", "/b/c/g", "y=http://x/"), ("http://a:/g", "/g", nil),
            ("//A:/g?x", "/g", "x"),
            ("../../../../g/", "/g/", nil), ("/a//b", "/a//b", nil), ("./../g", "/b/g", nil),
        ] as [(String, String, String?)]
    )
    func `references are resolved`(reference: String, path: String, query: String?) {
        #expect(PageLink(reference, at: Self.base) == PageLink(path: path, query: query))
    }

    @Test(arguments: [
        "http://b/g", "https://a/g", "http://a:81/g", "//b/g", "http://a:x/", "http://a@b/", "g:h", "mailto:x",
        "http://[::1]/",
    ])
    func `another origin is refused`(reference: String) {
        #expect(PageLink(reference, at: Self.base) == nil)
    }
}
