import ServiceCore
import Testing

struct URITemplateErrorTests {
    @Test(arguments: [
        // Braces.
        ("/users/{id", 7, "{id"),
        ("{", 0, "{"),
        ("/users/id}", 9, "}"),
        ("{a}}", 3, "}"),
        ("/a{}", 2, "{}"),
        ("/a{?}", 2, "{?}"),
        ("{a{b}}", 2, "{"),
        ("{{a}}", 1, "{"),
        // Operators.
        ("{=a}", 1, "="),
        ("{,a}", 1, ","),
        ("{!a}", 1, "!"),
        ("{@a}", 1, "@"),
        ("{|a}", 1, "|"),
        ("{$a}", 1, "$"),
        ("{-a}", 1, "-"),
        ("{/?a}", 2, "?"),
        ("{*}", 1, "*"),
        // Lists of variables.
        ("{a,}", 3, "}"),
        ("{a,,b}", 3, ","),
        ("{?,a}", 2, ","),
        ("{:3}", 1, ":"),
        // Modifiers.
        ("{x:}", 2, ":"),
        ("{x:0}", 3, "0"),
        ("{x:03}", 3, "03"),
        ("{x:10000}", 3, "10000"),
        ("{x:-1}", 3, "-1"),
        ("{x:three}", 3, "three"),
        ("{x:٣}", 3, "٣"),
        ("{x*:3}", 2, "*:3"),
        ("{x:3*}", 2, ":3*"),
        ("{x**}", 3, "*"),
        ("{x*y,z}", 3, "y"),
        // Names.
        ("{user id}", 5, " "),
        ("{ id}", 1, " "),
        ("{id }", 3, " "),
        ("{a, b}", 3, " "),
        ("{user-id}", 5, "-"),
        ("{é}", 1, "é"),
        ("{.}", 0, "{.}"),
        ("{..a}", 2, "."),
        ("{a.}", 2, "."),
        ("{a..b}", 2, "."),
        ("{a.*}", 2, "."),
        ("{a.,b}", 2, "."),
        ("{%2x}", 1, "%"),
        ("{a%}", 2, "%"),
        ("{a%4}", 2, "%"),
        // Literals.
        ("/a b", 2, " "),
        ("/\u{7}", 1, "\u{7}"),
        ("/a\nb", 2, "\n"),
        ("/\"", 1, "\""),
        ("/<", 1, "<"),
        ("/>", 1, ">"),
        ("/\\", 1, "\\"),
        ("/^", 1, "^"),
        ("/`", 1, "`"),
        ("/|", 1, "|"),
        ("/100%", 4, "%"),
        ("/%4", 1, "%"),
        ("/%zz", 1, "%"),
        ("/%４1", 1, "%"),
        ("/\u{85}", 1, "\u{85}"),
        ("/\u{FFF0}", 1, "\u{FFF0}"),
        ("/\u{1FFFE}", 1, "\u{1FFFE}"),
        ("/\u{E0001}", 1, "\u{E0001}"),
        // Positions count Unicode scalars, whatever they look like together or take in bytes.
        ("/日本/e\u{301}/{", 7, "{"),
    ])
    func malformed(template: String, position: Int, text: String) throws {
        let error = try #require(throws: URITemplateError.self) { try URITemplate(template) }
        #expect(error.template == template)
        #expect(error.position == position)
        #expect(error.text == text)
        #expect(!error.problem.isEmpty)
        #expect(!error.remedy.isEmpty)
    }

    @Test(arguments: [0x80, 0x9F, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0xE0000, 0xE0FFF, 0x10FFFF] as [UInt32])
    func literalOutsideTheInternationalSet(value: UInt32) throws {
        let text = String(try #require(Unicode.Scalar(value)))
        let error = try #require(throws: URITemplateError.self) { try URITemplate("/" + text) }
        #expect(error.position == 1)
        #expect(error.text == text)
    }

    @Test(arguments: [("/a b", "%20"), ("/\"", "%22"), ("/}", "%7D"), ("/%", "%25"), ("/|", "%7C")])
    func remedyNamesTheTriplet(template: String, triplet: String) throws {
        let error = try #require(throws: URITemplateError.self) { try URITemplate(template) }
        #expect(error.remedy.contains(triplet))
    }

    @Test func descriptionHasTemplatePlaceAndRemedy() throws {
        let error = try #require(throws: URITemplateError.self) { try URITemplate("/users/{id") }
        #expect(
            error.description
                == #"URI template "/users/{id", position 7, "{id": the expression is not closed; add "}" behind it"#
        )
    }

    @Test(arguments: [
        ("/a{list:1}", 3, "list:1"), ("{?x,list:12}", 4, "list:12"), ("{+pairs:1}", 2, "pairs:1"),
    ])
    func prefixOfComposite(template: String, position: Int, text: String) throws {
        let values: Parameters = ["x": 1, "list": ["secret"], "pairs": ["a": "secret"]]
        let parsed = try URITemplate(template)
        let error = try #require(throws: URITemplateError.self) { try parsed.expand(values) }
        #expect(error.position == position)
        #expect(error.text == text)
        #expect(!error.description.contains("secret"))
    }

    @Test func prefixOfNothingIsNothing() throws {
        let values: Parameters = ["list": [String](), "null": nil]
        #expect(try URITemplate("a{list:1}{null:1}{none:1}").expand(values) == "a")
    }
}
