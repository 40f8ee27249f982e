import ServiceCore
import ServiceLogging
import Testing

/// REFERENCE: "Log formatter: `fmt` plus per-action templates (`request_fmt`, `response_fmt`, `exception_fmt`, `parse_exception_fmt`,
/// `headers_fmt`, `headers_sep`), in three placeholder styles; derived fields `status_text`, `elapsed` ("214 ms"), `full_url` (with
/// the query), `query_params`, `exception_repr`."
struct LogFormatterTests {
    @Test(arguments: [
        (TemplateStyle.percent, "%(action)s of %(service_name)s: 100%% %(elapsed)s"),
        (.braces, "{action} of {service_name}: 100% {elapsed}"),
        (.dollar, "$action of ${service_name}: 100% $elapsed"),
    ])
    func `the three placeholder styles`(style: TemplateStyle, template: String) throws {
        #expect(try LogFormatter(template, style: style).text(of: .sample) == "RESPONSE of users: 100% 214 ms")
    }

    @Test(arguments: [
        ("status_text", "Not Found"), ("elapsed", "214 ms"), ("full_url", "https://api.test/v1/users?page=2&tag=a"),
        ("query_params", "page=2&tag=a"), ("url", "https://api.test/v1/users"), ("url_template", "/users"),
        ("status_code", "404"), ("action", "RESPONSE"), ("endpoint", "list"), ("service_name", "users"),
        ("attempt", "1"), ("method", "GET"), ("body", "{}"), ("body_size", "2"), ("logger", "outer"),
        ("time", "2026-11-24T15:51:18.123Z"), ("asctime", "2026-11-24T15:51:18.123Z"), ("level", "INFO"),
        ("levelname", "INFO"), ("headers", "content-type: application/json, x-request-id: 7"),
        ("session.trackingToken", "7GQ2M0XK4B"), ("response.age", "3"), ("option.timeout", "2.5"),
        ("header.X-Request-ID", "7"), ("session.missing", "-"), ("header.missing", "-"), ("exception", "-"),
        ("exception_repr", "-"), ("stage", "-"), ("message", "-"), ("timeline", "-"),
    ])
    func `every field of a response`(name: String, expected: String) throws {
        #expect(try LogFormatter("[{\(name)}]").text(of: .sample) == "[\(expected)]")
        #expect(try LogFormatter("[%(\(name))s]", style: .percent).text(of: .sample) == "[\(expected)]")
        #expect(try LogFormatter("[${\(name)}]", style: .dollar).text(of: .sample) == "[\(expected)]")
    }

    @Test(arguments: [
        ("exception_repr", "transportFailed: connection lost"), ("stage", "configuration"), ("status_text", "-"),
        ("elapsed", "-"), ("body", "-"), ("headers", "-"), ("full_url", "-"), ("action", "EXCEPTION"),
        ("exception", "connection lost [transportFailed]"),
    ])
    func `every field of a failure`(name: String, expected: String) throws {
        #expect(try LogFormatter("{\(name)}").text(of: .failure()) == expected)
    }

    @Test func `a template for each action, and one for the rest`() throws {
        let formatter = try LogFormatter(
            "rest {action}",
            request: "request",
            response: "response",
            failure: "failure",
            parseFailure: "parse failure",
            cancellation: "cancellation"
        )
        func text(_ action: LogRecord.Action) -> String {
            formatter.text(of: LogRecord(action: action, level: .info, service: "s", endpoint: "e"))
        }
        #expect(text(.request) == "request")
        #expect(text(.response) == "response")
        #expect(text(.failure) == "failure")
        #expect(text(.cancellation) == "cancellation")
        #expect(text(.loss) == "rest LOSS")
        #expect(text(.init(rawValue: "OWN")) == "rest OWN")
        var record = LogRecord.failure()
        record.failure?.stage = .parse
        #expect(formatter.text(of: record) == "parse failure")
        #expect(try LogFormatter("rest", failure: "failure").text(of: record) == "failure")
        #expect(try LogFormatter("rest").text(of: record) == "rest")
    }

    @Test(arguments: [
        (TemplateStyle.percent, "%(name)s=%(value)s"), (.braces, "{name}={value}"), (.dollar, "$name=$value"),
    ])
    func `header fields by their template and separator`(style: TemplateStyle, header: String) throws {
        let template = [.percent: "%(headers)s", .braces: "{headers}", .dollar: "$headers"][style] ?? ""
        let formatter = try LogFormatter(template, style: style, header: header, headerSeparator: "\n\t")
        #expect(formatter.text(of: .sample) == "content-type=application/json\n\tx-request-id=7")
    }

    @Test func `what comes from the network stays on its line`() throws {
        var record = LogRecord.sample
        record.url = "https://api.test/\u{1B}[2J"
        record.headers = ["x-evil": "a\r\nINFO forged\u{202E}"]
        record.body = .excerpt("1\n2\u{0}", byteCount: 4)
        record.session = ["name": "a\nb"]
        let formatter = try LogFormatter("{url} {headers} {body} {session.name}\n{header.x-evil}")
        #expect(
            formatter.text(of: record)
                == #"https://api.test/\u{1B}[2J x-evil: a\r\nINFO forged\u{202E} 1\n2\0 a\nb"# + "\n"
                + #"a\r\nINFO forged\u{202E}"#
        )
    }

    @Test(arguments: [
        (Duration.milliseconds(214), "214 ms"), (.microseconds(213_500), "214 ms"), (.seconds(75), "75000 ms"),
        (.microseconds(3_449), "3.4 ms"), (.microseconds(212), "0.21 ms"), (.zero, "0.00 ms"),
        (.microseconds(9_999), "10.0 ms"), (.milliseconds(-3), "-3.0 ms"), (.nanoseconds(-1), "0.00 ms"),
        (.seconds(Int64.max / 4), "1000000000000000 ms"),
    ])
    func `elapsed is in milliseconds`(duration: Duration, expected: String) throws {
        var record = LogRecord.sample
        record.elapsed = duration
        #expect(try LogFormatter("{elapsed}").text(of: record) == expected)
    }

    @Test func `the usual line of systems that add the time`() {
        #expect(
            LogFormatter.withoutTime.text(of: .sample)
                == "users.list RESPONSE GET https://api.test/v1/users?page=2&tag=a 404 214 ms - -"
        )
    }
}
