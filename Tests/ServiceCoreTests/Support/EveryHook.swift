import ServiceCore

/// A moment of a call at which a hook runs that may fail.
enum Moment: String, CaseIterable, Sendable {
    case prepareSession, preparePath, prepareRequest, preparePayload
    case callBefore, attemptBefore, willSend, prepareResponse, didReceive, didRead, attemptAfter, callAfter
    case willParse, didParse

    /// The stage that an error of this moment has.
    var stage: Stage {
        switch self {
        case .prepareSession: .prepareSession
        case .preparePath: .preparePath
        case .prepareRequest: .prepareRequest
        case .preparePayload: .preparePayload
        case .callBefore, .callAfter: .interceptCall
        case .attemptBefore, .attemptAfter: .interceptAttempt
        case .willSend: .willSend
        case .prepareResponse: .prepareResponse
        case .didReceive: .didReceive
        case .didRead: .didRead
        case .willParse: .willParse
        case .didParse: .didParse
        }
    }

    /// The moments of a streamed call, whose body is not parsed.
    static let streamed = allCases.filter { ![.willParse, .didParse].contains($0) }
}

/// A plugin with every hook; each of them does the same thing, told which one it is.
struct EveryHook: Sendable {
    var name = "EveryHook"
    var journal = Journal()
    var action: @Sendable (Moment) async throws -> Void = { _ in }

    private func run(_ moment: Moment) async throws {
        journal.write("\(name).\(moment)")
        try await action(moment)
    }
}

extension EveryHook: SessionPreparing, PathPreparing, RequestPreparing, PayloadPreparing, SendPreparing {
    func prepareSession(_ session: inout ServiceSession) async throws {
        try await run(.prepareSession)
    }
    func preparePath(_ path: inout String, session: inout ServiceSession) async throws {
        try await run(.preparePath)
    }
    func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        try await run(.prepareRequest)
    }
    func preparePayload(_ payload: inout Payload, session: inout ServiceSession) async throws {
        try await run(.preparePayload)
    }
    func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        try await run(.willSend)
    }
}

extension EveryHook: ResponsePreparing, ResponseReceiving, BodyReading, ParsePreparing, ResponseParsing {
    func prepareResponse(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        try await run(.prepareResponse)
    }
    func didReceive(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        try await run(.didReceive)
    }
    func didRead(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        try await run(.didRead)
    }
    func willParse(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        try await run(.willParse)
    }
    func didParse(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        try await run(.didParse)
    }
}

extension EveryHook: CallIntercepting, AttemptIntercepting {
    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        try await run(.callBefore)
        let response = try await next(request, session: &session)
        try await run(.callAfter)
        return response
    }

    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        try await run(.attemptBefore)
        let response = try await next(request, session: &session)
        try await run(.attemptAfter)
        return response
    }
}

extension EveryHook: FailureObserving, EndObserving, ClientClosing {
    func didFail(_ error: ServiceError, session: inout ServiceSession) {
        journal.write("\(name).didFail(\(error.stage))")
    }
    func didEnd(_ outcome: CallOutcome, session: ServiceSession) {
        journal.write("\(name).didEnd(\(outcome.label))")
    }
    func close() async {
        journal.write("\(name).close")
    }
}

extension CallOutcome {
    var label: String {
        switch self {
        case .success: "success"
        case .failure: "failure"
        case .cancelled: "cancelled"
        }
    }
}
