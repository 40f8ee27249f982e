import ServiceCore

/// Notes something of the session right before the request is sent.
struct Watch<Entry: Sendable>: SendPreparing {
    let log: Log<Entry>
    let entry: @Sendable (ServiceSession) -> Entry

    func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        log.append(entry(session))
    }
}

/// Notes the response that a call ended with; of a streamed call nothing else can see it.
struct WatchEnd: EndObserving {
    let log: Log<ServiceResponse>

    func didEnd(_ outcome: CallOutcome, session: ServiceSession) {
        if case .success(let response) = outcome { log.append(response) }
    }
}

/// Changes the path in front of the plugins behind it.
struct Rewrite: PathPreparing {
    let change: @Sendable (inout String) -> Void

    func preparePath(_ path: inout String, session: inout ServiceSession) async throws {
        change(&path)
    }
}

/// Makes several attempts, one after the other, and keeps the last.
struct Repeat: CallIntercepting {
    let times: Int
    var inBetween: @Sendable (ServiceSession) -> Void = { _ in }

    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        for _ in 1..<times {
            _ = try await next(request, session: &session)
            inBetween(session)
        }
        return try await next(request, session: &session)
    }
}
