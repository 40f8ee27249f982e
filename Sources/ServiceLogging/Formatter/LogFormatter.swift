import ServiceCore

/// Makes a text of a record by templates: one for all actions, others for some of them where those should look different.
///
/// ```swift
/// let formatter = try LogFormatter(
///     "{time} {level} {service_name}.{endpoint} {action}",
///     request: "{time} > {method} {full_url} {headers}",
///     response: "{time} < {status_code} {status_text} in {elapsed} {session.trackingToken}",
///     failure: "{time} ! {exception_repr}",
///     header: "{name}={value}",
///     headerSeparator: ", "
/// )
/// OuterLogger(.console(formatter: formatter))
/// ```
/// Templates are parsed once, when the formatter is made. Values stand on one line, whatever came from the network; a value that the
/// record does not have is `-`.
///
/// | Field | Value |
/// |---|---|
/// | `time` (or `asctime`), `level` (or `levelname`), `action`, `logger`, `message` | when, how much it matters, what happened, where |
/// | `service_name`, `endpoint`, `attempt` | which call |
/// | `method`, `url`, `query_params`, `full_url`, `url_template` | the request: without query, the query, both, the path of the endpoint |
/// | `status_code`, `status_text` | `404`, `Not Found` |
/// | `headers` | every header field by the `header` template |
/// | `body`, `body_size` | an excerpt or `<NO BODY>`, `<HIDDEN>`, `<STREAM>`; bytes |
/// | `elapsed` | `214 ms` |
/// | `exception_repr`, `exception`, `stage` | code and message; the whole error; where it failed |
/// | `timeline` | the stages of the call |
/// | `session.NAME`, `response.NAME`, `option.NAME`, `header.NAME` | an attribute, an option or a header field by its name |
public struct LogFormatter: Sendable {
    private enum HeaderPart: Sendable {
        case name, value
    }

    private typealias Template = LogTemplate<LogField>

    private let general: Template
    private let special: [LogRecord.Action: Template]
    private let parseFailure: Template?
    private let header: LogTemplate<HeaderPart>
    private let headerSeparator: String

    /// Parses templates.
    ///
    /// - Parameters:
    ///   - template: For every action that has no template of its own.
    ///   - style: How placeholders are written, in all of them. Default: `{name}`.
    ///   - request: For requests.
    ///   - response: For responses.
    ///   - failure: For failures.
    ///   - parseFailure: For bodies that could not be parsed. Default: that for failures.
    ///   - cancellation: For calls that were cancelled.
    ///   - header: For one header field, of the fields `name` and `value`. Default: `name: value`.
    ///   - headerSeparator: What stands between two header fields, as it is. Default: a comma and a space.
    /// - Throws: ``LogTemplateError`` where a template has a field that there is not, or a placeholder that does not end.
    public init(
        _ template: String,
        style: TemplateStyle = .braces,
        request: String? = nil,
        response: String? = nil,
        failure: String? = nil,
        parseFailure: String? = nil,
        cancellation: String? = nil,
        header: String? = nil,
        headerSeparator: String = ", "
    ) throws(LogTemplateError) {
        func parse(_ text: String, _ name: String) throws(LogTemplateError) -> Template {
            do throws(LogTemplateError) {
                return try LogTemplateParser.parse(text, style: style, fields: LogField.names, other: LogField.member)
            } catch {
                throw error.named(name)
            }
        }
        general = try parse(template, "general")
        var special: [LogRecord.Action: Template] = [:]
        if let request { special[.request] = try parse(request, "request") }
        if let response { special[.response] = try parse(response, "response") }
        if let failure { special[.failure] = try parse(failure, "failure") }
        if let cancellation { special[.cancellation] = try parse(cancellation, "cancellation") }
        self.special = special
        if let parseFailure {
            self.parseFailure = try parse(parseFailure, "parseFailure")
        } else {
            self.parseFailure = nil
        }
        self.headerSeparator = headerSeparator
        guard let header else {
            self.header = LogTemplate(parts: [.field(.name), .text(": "), .field(.value)])
            return
        }
        do throws(LogTemplateError) {
            self.header = try LogTemplateParser.parse(header, style: style, fields: ["name": .name, "value": .value])
        } catch {
            throw error.named("header")
        }
    }

    private init(parts: [Template.Part]) {
        general = LogTemplate(parts: parts)
        special = [:]
        parseFailure = nil
        header = LogTemplate(parts: [.field(.name), .text(": "), .field(.value)])
        headerSeparator = ", "
    }

    /// One line without time and level, for a sink that adds them: service, endpoint, action, URL, status, elapsed time, failure.
    public static let withoutTime = LogFormatter(parts: [
        .field(.serviceName), .text("."), .field(.endpoint), .text(" "), .field(.action), .text(" "), .field(.method),
        .text(" "), .field(.fullURL), .text(" "), .field(.statusCode), .text(" "), .field(.elapsed), .text(" "),
        .field(.exceptionRepr), .text(" "), .field(.message),
    ])

    /// The text of a record.
    public func text(of record: LogRecord) -> String {
        template(for: record).text { field in
            record.text(of: field, headers: text(of:)) ?? "-"
        }
    }

    private func template(for record: LogRecord) -> Template {
        if record.failure?.isParseFailure == true, let parseFailure { return parseFailure }
        return special[record.action] ?? general
    }

    private func text(of headers: HeaderFields) -> String {
        headers.map { field in
            header.text { part in
                switch part {
                case .name: Redaction.line(field.name.rawValue)
                case .value: Redaction.line(field.value)
                }
            }
        }
        .joined(separator: headerSeparator)
    }
}

extension LogTemplateError {
    fileprivate func named(_ template: String) -> LogTemplateError {
        var error = self
        error.template = template
        return error
    }
}
