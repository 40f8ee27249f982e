import ServiceCore

/// What a template can show of a record.
enum LogField: Hashable, Sendable {
    case time, level, action, logger, message
    case serviceName, endpoint, attempt
    case method, url, fullURL, queryParams, urlTemplate
    case statusCode, statusText, headers, body, bodySize, elapsed
    case exception, exceptionRepr, stage, timeline
    case session(String), response(String), option(String), header(String)

    /// The fields by the names that templates have for them. Those of Python's `logging` are there too.
    static let names: [String: LogField] = [
        "time": .time, "asctime": .time, "level": .level, "levelname": .level, "action": .action, "logger": .logger,
        "message": .message, "service_name": .serviceName, "endpoint": .endpoint, "attempt": .attempt,
        "method": .method, "url": .url, "full_url": .fullURL, "query_params": .queryParams,
        "url_template": .urlTemplate, "status_code": .statusCode, "status_text": .statusText, "headers": .headers,
        "body": .body, "body_size": .bodySize, "elapsed": .elapsed, "exception": .exception,
        "exception_repr": .exceptionRepr, "stage": .stage, "timeline": .timeline,
    ]

    /// The field of a name like `session.trackingToken`.
    static func member(_ name: String) -> LogField? {
        guard let dot = name.firstIndex(of: ".") else { return nil }
        let member = String(name[name.index(after: dot)...])
        if member.isEmpty { return nil }
        switch name[..<dot] {
        case "session": return .session(member)
        case "response": return .response(member)
        case "option": return .option(member)
        case "header": return .header(member)
        default: return nil
        }
    }
}

extension LogRecord {
    /// The text of a field on one line; `nil` where the record has none.
    func text(of field: LogField, headers: (HeaderFields) -> String) -> String? {
        switch field {
        case .headers: self.headers.isEmpty ? nil : headers(self.headers)
        default: plainText(of: field).map(Redaction.line)
        }
    }

    private func plainText(of field: LogField) -> String? {
        switch field {
        case .time: time.description
        case .level: level.rawValue.uppercased()
        case .action: action.rawValue
        case .logger: logger?.rawValue
        case .message: message.isEmpty ? nil : message
        case .serviceName: service
        case .endpoint: endpoint
        case .attempt: attempt > 0 ? "\(attempt)" : nil
        case .method: method?.rawValue
        case .url: url
        case .fullURL: fullURL
        case .queryParams: query
        case .urlTemplate: urlTemplate
        case .statusCode: status.map { "\($0.code)" }
        case .statusText: status.flatMap { $0.reasonPhrase.isEmpty ? nil : $0.reasonPhrase }
        case .body: body?.description
        case .bodySize: body?.byteCount.map { "\($0)" }
        case .elapsed: elapsed.map(DurationText.milliseconds)
        case .exception: failure?.description
        case .exceptionRepr: failure?.summary
        case .stage: failure?.stage.description
        case .timeline: timeline?.description
        case .session(let name): session[name]?.plainText
        case .response(let name): response[name]?.plainText
        case .option(let name): options[name]?.plainText
        case .header(let name): headers[HeaderField.Name(name)]
        case .headers: nil
        }
    }
}

extension DynamicValue {
    fileprivate var plainText: String { string ?? description }
}
