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
        defer { journal.end(.interceptCall, position) }
        try await journal.reach(.interceptCall, position)
        return try await next(request, session: &session)
    }

    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        let deadline = session.deadline
        defer {
            if session.deadline != deadline { journal.change { $0.hasMovedDeadline = true } }
            journal.end(.interceptAttempt, position)
        }
        try await journal.reach(.interceptAttempt, position)
        return try await next(request, session: &session)
    }

    func didEnd(_ outcome: CallOutcome, session: ServiceSession) {
        guard position == .inside else { return }
        journal.change { report in
            report.outcome = outcome
            report.sessionAttributes = session.attributes.named.map(\.name)
        }
    }
}
