import ServiceCore

/// What the two loggers have in common: whom to tell, at which levels, and how a record is made.
struct RecordMaker: Sendable {
    let sink: any LogSink
    let source: LogRecord.Source
    let levels: LoggerLevels
    let maximumBodyLength: Int
    let now: @Sendable () -> LogTime

    /// Whether requests and responses are told: the one question that a logger asks while its level is off.
    var tellsMessages: Bool { sink.isEnabled(for: levels.messages) }

    var problems: [ConfigurationProblem] {
        maximumBodyLength >= 0
            ? []
            : [
                ConfigurationProblem(
                    "the maximum body length of the \(source.rawValue) logger is \(maximumBodyLength): "
                        + "give a number of bytes, 0 or more"
                )
            ]
    }

    func tell(_ request: ServiceRequest, body: LoggedBody, _ secrets: KnownSecrets, _ session: ServiceSession) {
        let masking = secrets.masking
        var record = make(.request, levels.messages, session, request, since: nil, masking)
        record.headers = masking.headers(request.headers)
        record.body =
            hides(\.hiddenRequestBody, session)
            ? .hidden : LogBody(body, headers: request.headers, limit: maximumBodyLength, masking)
        sink.write(record)
    }

    func tell(
        _ response: ServiceResponse,
        body: LoggedBody,
        since start: ServiceClock.Instant?,
        _ secrets: KnownSecrets,
        _ session: ServiceSession
    ) {
        let masking = secrets.masking
        var record = make(.response, levels.messages, session, response.request, since: start, masking)
        add(response, body: body, session, to: &record, masking)
        sink.write(record)
    }

    func tell(_ error: ServiceError, since start: ServiceClock.Instant?, session: ServiceSession) {
        let level = error.stage == .parse ? levels.parseFailures : levels.failures
        guard sink.isEnabled(for: level) else { return }
        let masking =
            error.request.map { KnownSecrets(of: $0, session, error.redaction).masking } ?? Masking(error.redaction)
        var record = make(.failure, level, session, error.request, since: start, masking)
        record.attempt = error.attempt
        record.failure = LogRecord.Failure(error, hiding: session.options[LoggerOption.self], masking)
        if let response = error.response {
            add(response, body: response.body.buffered.map { .bytes($0) } ?? .stream, session, to: &record, masking)
        } else if let request = error.request {
            record.headers = masking.headers(request.headers)
        }
        sink.write(record)
    }

    func tellCancellation(of request: ServiceRequest?, since start: ServiceClock.Instant?, session: ServiceSession) {
        guard sink.isEnabled(for: levels.cancellations) else { return }
        let masking = request.map { KnownSecrets(of: $0, session).masking } ?? Masking(session.redaction)
        var record = make(.cancellation, levels.cancellations, session, request, since: start, masking)
        if let request { record.headers = masking.headers(request.headers) }
        sink.write(record)
    }

    private func make(
        _ action: LogRecord.Action,
        _ level: LogLevel,
        _ session: ServiceSession,
        _ request: ServiceRequest?,
        since start: ServiceClock.Instant?,
        _ masking: Masking
    ) -> LogRecord {
        var record = LogRecord(
            action: action,
            level: level,
            service: session.service,
            endpoint: session.endpoint.name,
            time: now()
        )
        record.logger = source
        record.attempt = session.attempt
        record.method = request?.method ?? session.endpoint.method
        if let url = request?.url { record.set(url, masking) }
        record.urlTemplate = masking.template(session.endpoint.template)
        record.elapsed = start.map { $0.duration(to: session.now) }
        record.session = session.attributes.logged(masking)
        let values = LogValue(masking: masking)
        record.options = DynamicObject(session.options.named.map { ($0.name, values.make($0.value, named: $0.name)) })
        record.timeline = session.timeline
        return record
    }

    private func add(
        _ response: ServiceResponse,
        body: LoggedBody,
        _ session: ServiceSession,
        to record: inout LogRecord,
        _ masking: Masking
    ) {
        record.set(response.url, masking)
        record.status = response.status
        record.headers = masking.headers(response.headers)
        record.response = response.attributes.logged(masking)
        record.body =
            hides(\.hiddenResponseBody, session)
            ? .hidden : LogBody(body, headers: response.headers, limit: maximumBodyLength, masking)
    }

    private func hides(_ body: KeyPath<LoggerOption.Value, Bool?>, _ session: ServiceSession) -> Bool {
        session.options[LoggerOption.self]?[keyPath: body] ?? false
    }
}

/// What a logger keeps of a request until its answer.
struct LoggedRequest: Sendable {
    let request: ServiceRequest
    /// The attempt that it belongs to; 0 for all of them.
    let attempt: Int
    let start: ServiceClock.Instant
}

extension LogRecord {
    fileprivate mutating func set(_ url: ServiceURL, _ masking: Masking) {
        self.url = masking.url(url)
        query = url.query.map(masking.query)
    }
}

extension Attributes {
    /// The attributes by name, without moments of a clock, which mean nothing outside of the process.
    fileprivate func logged(_ masking: Masking) -> DynamicObject {
        let values = LogValue(masking: masking)
        var object = DynamicObject()
        for (name, value) in named where !(value is ServiceClock.Instant) {
            object[Redaction.line(name.cut(to: RecordLimits.name))] = values.make(value, named: name)
        }
        return object
    }
}
