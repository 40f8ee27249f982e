import ServiceLogging
import Testing

/// All three placeholder styles, parsed once when made; a bad template is an error then, not in the call.
struct LogTemplateErrorTests {
    @Test(arguments: [
        (TemplateStyle.braces, "{a}", 2, "there is no field \"a\""),
        (.braces, "ab {staus_code}", 5, "there is no field \"staus_code\"; did you mean \"status_code\"?"),
        (.braces, "{elapsd} {action}", 2, "there is no field \"elapsd\"; did you mean \"elapsed\"?"),
        (.braces, "a {action", 3, "the placeholder does not end: there is no \"}\" behind it"),
        (.braces, "a } b", 3, "\"}\" without a \"{\" before it: write }} for a brace"),
        (.braces, "{}", 2, "there is no field \"\""),
        (.braces, "{{{x", 3, "the placeholder does not end: there is no \"}\" behind it"),
        (.braces, "{session.}", 2, "there is no field \"session.\""),
        (.braces, "{cookie.a}", 2, "there is no field \"cookie.a\""),
        (.percent, "5 %", 3, "\"%\" without \"(\" behind it: write %(name)s for a field, %% for a percent sign"),
        (.percent, "%s", 1, "\"%\" without \"(\" behind it: write %(name)s for a field, %% for a percent sign"),
        (.percent, "%(action)", 1, "the placeholder of \"action\" does not end in \"s\": write %(action)s"),
        (.percent, "%(action)d", 1, "the placeholder of \"action\" does not end in \"s\": write %(action)s"),
        (.percent, "%(action", 1, "the placeholder does not end: there is no \")\" behind it"),
        (.percent, "%(metod)s", 3, "there is no field \"metod\"; did you mean \"method\"?"),
        (.dollar, "5 $", 3, "\"$\" without a name behind it: write $name or ${name} for a field, $$ for a dollar sign"),
        (.dollar, "$ 5", 1, "\"$\" without a name behind it: write $name or ${name} for a field, $$ for a dollar sign"),
        (.dollar, "${action", 1, "the placeholder does not end: there is no \"}\" behind it"),
        (.dollar, "é $endpont", 4, "there is no field \"endpont\"; did you mean \"endpoint\"?"),
        (.dollar, "$actions", 2, "there is no field \"actions\"; did you mean \"action\"?"),
    ])
    func `position and remedy`(style: TemplateStyle, template: String, position: Int, message: String) throws {
        let error = #expect(throws: LogTemplateError.self) { try LogFormatter(template, style: style) }
        #expect(error?.position == position)
        #expect(error?.message == message)
        #expect(error?.description == "the general template, character \(position): \(message)")
    }

    @Test func `the error names its template`() {
        func name(_ make: () throws -> LogFormatter) -> String? {
            #expect(throws: LogTemplateError.self, performing: make)?.template
        }
        #expect(name { try LogFormatter("", request: "{x}") } == "request")
        #expect(name { try LogFormatter("", response: "{x}") } == "response")
        #expect(name { try LogFormatter("", failure: "{x}") } == "failure")
        #expect(name { try LogFormatter("", parseFailure: "{x}") } == "parseFailure")
        #expect(name { try LogFormatter("", cancellation: "{x}") } == "cancellation")
        #expect(name { try LogFormatter("", header: "{action}") } == "header")
        #expect(name { try LogFormatter("{x}") } == "general")
    }

    @Test(arguments: [
        (TemplateStyle.percent, "", ""), (.percent, "100%% {action} $action", "100% {action} $action"),
        (.braces, "{{action}} %(action)s $action", "{action} %(action)s $action"),
        (.dollar, "$$action %(action)s {action}", "$action %(action)s {action}"),
        (.dollar, "$action.$endpoint", "RESPONSE.list"), (.dollar, "${action}s", "RESPONSEs"),
        (.braces, "{action}{endpoint}", "RESPONSElist"), (.braces, "👩‍👩‍👧 {endpoint}\n", "👩‍👩‍👧 list\n"),
    ])
    func `escapes, and what is a placeholder in another style`(style: TemplateStyle, template: String, text: String)
        throws
    {
        #expect(try LogFormatter(template, style: style).text(of: .sample) == text)
    }
}
