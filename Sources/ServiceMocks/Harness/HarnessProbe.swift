import ServiceCore

/// Stands in front of a plugin or behind it, and writes down what passes.
struct HarnessProbe: ServicePlugin {
    let journal: HarnessJournal
    let position: PluginReport.Event.Position

    init(_ journal: HarnessJournal, _ position: PluginReport.Event.Position) {
        self.journal = journal
        self.position = position
    }
}

extension HarnessProbe: SessionPreparing, PathPreparing, RequestPreparing, PayloadPreparing, SendPreparing {
    func prepareSession(_ session: inout ServiceSession) async throws {
        if position == .outside {
            session.attributes[Mark.self] = Mark.value
            session.redaction.hideValue(Mark.value)
            journal.change { $0.isMarked = true }
        }
        try await journal.reach(.prepareSession, position)
    }

    func preparePath(_ path: inout String, session: inout ServiceSession) async throws {
        try await journal.reach(.preparePath, position)
    }

    func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        try await journal.reach(.prepareRequest, position)
    }

    func preparePayload(_ payload: inout Payload, session: inout ServiceSession) async throws {
        try await journal.reach(.preparePayload, position)
    }

    func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        try await journal.reach(.willSend, position)
    }
}

extension HarnessProbe: ResponsePreparing, ResponseReceiving, BodyReading, ParsePreparing, ResponseParsing {
    func prepareResponse(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        try await journal.reach(.prepareResponse, position)
    }

    func didReceive(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        try await journal.reach(.didReceive, position)
    }

    func didRead(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        try await journal.reach(.didRead, position)
    }

    func willParse(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        try await journal.reach(.willParse, position)
    }

    func didParse(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        try await journal.reach(.didParse, position)
    }
}

extension HarnessProbe: CallIntercepting, AttemptIntercepting, EndObserving {
    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        try await journal.pass(.interceptCall, position) { try await next(request, session: &session) }
    }

    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        let deadline = session.deadline
        defer { if session.deadline != deadline { journal.change { $0.breaches.append(.movedDeadline) } } }
        return try await journal.pass(.interceptAttempt, position) { try await next(request, session: &session) }
    }

    func didEnd(_ outcome: CallOutcome, session: ServiceSession) {
        guard position == .inside else { return }
        journal.change { report in
            report.outcome = outcome
            report.sessionAttributes = session.attributes.named.map(\.name)
            guard report.isMarked else { return }
            if session.attributes[Mark.self] != Mark.value { report.breaches.append(.changedAttributes) }
            if session.redaction.text(Mark.value) != Redaction.mask { report.breaches.append(.changedRedaction) }
        }
    }
}

/// Another plugin's attribute, and a text that it has told the redaction of the session.
private enum Mark: AttributeKey {
    typealias Value = String
    static let isHidden = true
    static let value = "told by the harness"
}
