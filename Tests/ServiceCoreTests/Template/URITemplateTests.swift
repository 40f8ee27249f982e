import ServiceCore
import Testing

struct URITemplateTests {
    @Test func segmentsTellOperatorsAndModifiers() throws {
        let template = try URITemplate("/users/{id}{?fields*,q:3,a.b}")
        #expect(template.segments.count == 3)
        #expect(template.segments.first == .literal("/users/"))
        let expressions = template.segments.compactMap { segment in
            if case .expression(let expression) = segment { expression } else { nil }
        }
        #expect(expressions.map(\.operator) == [.simple, .query])
        let variables = expressions.flatMap(\.variables)
        #expect(variables.map(\.name) == ["id", "fields", "q", "a.b"])
        #expect(variables.map(\.modifier) == [.none, .explode, .prefix(3), .none])
        #expect(variables.map(\.position) == [8, 13, 21, 25])
    }

    @Test(arguments: URITemplate.Operator.allCases)
    func everyOperatorIsRead(operation: URITemplate.Operator) throws {
        let template = try URITemplate("{\(operation.rawValue)x}")
        guard case .expression(let expression) = template.segments.first else {
            Issue.record("no expression in \(template)")
            return
        }
        #expect(expression.operator == operation)
        #expect(expression.variables.map(\.name) == ["x"])
    }

    @Test(arguments: [
        ("", []), ("/users", []), ("{b}{a}{b,c}{?a}", ["b", "a", "c"]), ("{A}{a}", ["A", "a"]),
        ("{%41}{A}", ["%41", "A"]), ("{_1.x}", ["_1.x"]),
    ])
    func variableNames(template: String, names: [String]) throws {
        #expect(try URITemplate(template).variableNames == names)
    }

    @Test(arguments: [
        ("", ""), ("/users", "/users"), ("/%7Euser/%e9", "/%7Euser/%e9"),
        ("/:?#[]@!$&'()*+,;=-._~", "/:?#[]@!$&'()*+,;=-._~"),
        ("/café", "/caf%C3%A9"), ("/日本", "/%E6%97%A5%E6%9C%AC"), ("/😀", "/%F0%9F%98%80"), ("/\u{E000}", "/%EE%80%80"),
        ("/e\u{301}", "/e%CC%81"),
    ])
    func literals(template: String, expansion: String) throws {
        let parsed = try URITemplate(template)
        #expect(parsed.literal == expansion)
        #expect(try parsed.expand([:]) == expansion)
        #expect(try URITemplate(template + "{x}").expand([:]) == expansion)
    }

    @Test func templateWithExpressionIsNoLiteral() throws {
        #expect(try URITemplate("/a{?x}").literal == nil)
    }

    @Test func templatesAreEqualByTheirSource() throws {
        #expect(try URITemplate("/a{x}") == URITemplate("/a{x}"))
        #expect(try URITemplate("/a{x}") != URITemplate("/a{y}"))
        #expect(try Set([URITemplate("/a"), URITemplate("/a"), URITemplate("/b")]).count == 2)
        #expect(try "\(URITemplate("/a{x}"))" == "/a{x}")
    }

    @Test(arguments: [
        // Characters are Unicode scalars and are never split.
        ("{x:1}", "日本", "%E6%97%A5"), ("{x:2}", "e\u{301}a", "e%CC%81"), ("{x:1}", "😀b", "%F0%9F%98%80"),
        ("{x:3}", "", ""), ("{x:9999}", "ab", "ab"), ("{?x:1}", "", "?x="), ("{;x:1}", "", ";x"),
        // A triplet is data in a simple expansion, and one character where triplets are kept.
        ("{x:1}", "%41b", "%25"), ("{+x:1}", "%41b", "%41"), ("{+x:2}", "%41bc", "%41b"),
        ("{+x:1}", "%E6%97%A5b", "%E6%97%A5"), ("{#x:2}", "%F0%9F%98%80bc", "#%F0%9F%98%80b"),
        ("{+x:1}", "%E6b", "%E6"), ("{+x:2}", "%80%80%80", "%80%80"), ("{+x:1}", "%E6%97%A5%97", "%E6%97%A5"),
        ("{+x:2}", "%zz", "%25z"), ("{+x:1}", "%FF%80", "%FF%80"),
    ])
    func prefixes(template: String, value: String, expansion: String) throws {
        #expect(try URITemplate(template).expand(["x": value]) == expansion)
    }

    @Test(arguments: [
        ("{x}", "a/b?c#d%e f", "a%2Fb%3Fc%23d%25e%20f"), ("{+x}", "a/b?c#d%e f%20", "a/b?c#d%25e%20f%20"),
        ("{x}", "é+&=", "%C3%A9%2B%26%3D"), ("{x}", "%20", "%2520"), ("{+x}", "\u{0}\r\n", "%00%0D%0A"),
        ("{x}", "..", ".."), ("{+x}", "%2", "%252"), ("{+x}", "<>\"{}|\\^`", "%3C%3E%22%7B%7D%7C%5C%5E%60"),
    ])
    func values(template: String, value: String, expansion: String) throws {
        #expect(try URITemplate(template).expand(["x": value]) == expansion)
    }

    @Test(arguments: [
        ("{;x}", ";x=,"), ("{;x*}", ";x;x"), ("{?x*}", "?x=&x="), ("{?p*}", "?a%26b=&c=%26"), ("{;p*}", ";a%26b;c=%26"),
        ("{p*}", "a%26b=,c=%26"), ("{+p*}", "a&b=,c=&"), ("{?p}", "?p=a%26b,,c,%26"), ("{/x*}", "//"),
    ])
    func emptyMembersAndNames(template: String, expansion: String) throws {
        let values: Parameters = ["x": ["", ""], "p": ["a&b": "", "c": "&"]]
        #expect(try URITemplate(template).expand(values) == expansion)
    }

    @Test func valuesComeFromAFunction() throws {
        var asked: [String] = []
        let expansion = try URITemplate("{a}/{b}/{a}").expand { name in
            asked.append(name)
            return name == "a" ? 1 : nil
        }
        #expect(expansion == "1//1")
        #expect(asked == ["a", "b", "a"])
    }
}
