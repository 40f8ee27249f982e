import ServiceCore

/// The text of a record on a console.
struct ConsoleLayout: Sendable {
    let usesColor: Bool
    let timelinesFrom: Duration?

    /// The most characters of the value of one attribute.
    private static let attributeLength = 80

    /// The lines of a record, each with its end. Every line but the first is indented, so none can be taken for another record.
    func text(of record: LogRecord) -> String {
        let level = record.level.rawValue.uppercased()
        let padding = String(repeating: " ", count: max(0, 8 - level.count))
        let place = [record.service, record.endpoint].filter { !$0.isEmpty }.map(Redaction.line).joined(separator: ".")
        let parts = [
            record.time.description, color(level, of: record.level) + padding, place, event(of: record),
            attributes(of: record),
        ]
        let lines = [parts.filter { !$0.isEmpty }.joined(separator: " ")] + details(of: record).map { "    \($0)" }
        return lines.map { $0 + "\n" }.joined()
    }

    private func event(of record: LogRecord) -> String {
        let attempt = record.logger == .inner && record.attempt > 0 ? "#\(record.attempt) " : ""
        switch record.action {
        case .request:
            let url = Redaction.line(record.fullURL ?? "")
            return "→ \(attempt)\(Redaction.line(record.method?.rawValue ?? "")) \(url)\(body(of: record))"
        case .response:
            let status = record.status.map { color($0.description, of: $0) } ?? ""
            return "← \(attempt)\(status)\(time(of: record))\(body(of: record))"
        case .failure:
            let summary = Redaction.line(record.failure?.summary ?? record.message)
            return "✗ \(attempt)\(color(summary, .red))\(time(of: record))"
        case .cancellation:
            return "∅ \(attempt)cancelled\(time(of: record))"
        default:
            let message = Redaction.line(record.message)
            return message.isEmpty ? Redaction.line(record.action.rawValue) : message
        }
    }

    private func time(of record: LogRecord) -> String {
        record.elapsed.map { " in \(DurationText.milliseconds($0))" } ?? ""
    }

    private func body(of record: LogRecord) -> String {
        switch record.body {
        case nil, LogBody.none?: ""
        case .excerpt(let text, let count)?:
            (count.map { ", \($0) bytes" } ?? "") + (text.isEmpty ? "" : ": \(Redaction.line(text))")
        case let body?: ", \(body)"
        }
    }

    private func attributes(of record: LogRecord) -> String {
        guard record.action != .request else { return "" }
        let texts = record.session.map { name, value in
            let text = Redaction.line(value.string ?? value.description)
            let end =
                text.index(text.startIndex, offsetBy: Self.attributeLength, limitedBy: text.endIndex) ?? text.endIndex
            return "\(Redaction.line(name))=\(text[..<end])" + (end < text.endIndex ? "…" : "")
        }
        return color(texts.joined(separator: " "), .dim)
    }

    private func details(of record: LogRecord) -> [String] {
        var lines: [String] = []
        if let failure = record.failure {
            lines += failure.description.split(whereSeparator: \.isNewline).dropFirst().map { line in
                Redaction.line(String(line.drop { $0 == " " }))
            }
        }
        if let limit = timelinesFrom, record.logger == .outer, record.action != .request,
            let timeline = record.timeline,
            timeline.duration >= limit
        {
            lines += timeline.lines
        }
        return lines
    }
}

extension ConsoleLayout {
    /// Codes of ECMA-48 §8.3.117, select graphic rendition.
    private enum Code: Int {
        case bold = 1
        case dim = 2
        case red = 31
        case green = 32
        case yellow = 33
        case cyan = 36
    }

    private func color(_ text: String, _ code: Code) -> String {
        usesColor && !text.isEmpty ? "\u{1B}[\(code.rawValue)m\(text)\u{1B}[0m" : text
    }

    private func color(_ text: String, of level: LogLevel) -> String {
        switch level {
        case .trace, .debug: color(text, .dim)
        case .info: color(text, .cyan)
        case .notice: color(text, .bold)
        case .warning: color(text, .yellow)
        case .error, .critical: color(text, .red)
        }
    }

    private func color(_ text: String, of status: ResponseStatus) -> String {
        switch status.kind {
        case .successful: color(text, .green)
        case .clientError, .redirection, .informational: color(text, .yellow)
        case .serverError, .invalid: color(text, .red)
        }
    }
}
