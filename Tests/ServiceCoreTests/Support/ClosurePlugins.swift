import ServiceCore

/// A plugin for one test: a call hook that is a closure.
struct AroundCall: CallIntercepting {
    var name = "AroundCall"
    let body: @Sendable (ServiceRequest, inout ServiceSession, CallNext) async throws -> ServiceResponse

    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        try await body(request, &session, next)
    }
}

/// A plugin for one test: an attempt hook that is a closure.
struct AroundAttempt: AttemptIntercepting {
    var name = "AroundAttempt"
    let body: @Sendable (ServiceRequest, inout ServiceSession, AttemptNext) async throws -> ServiceResponse

    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        try await body(request, &session, next)
    }
}

/// A plugin for one test: the first hook of a call as a closure.
struct OnSession: SessionPreparing {
    var name = "OnSession"
    let body: @Sendable (inout ServiceSession) async throws -> Void

    func prepareSession(_ session: inout ServiceSession) async throws { try await body(&session) }
}

/// A plugin for one test: a path hook that is a closure.
struct OnPath: PathPreparing {
    var name = "OnPath"
    let body: @Sendable (inout String, inout ServiceSession) async throws -> Void

    func preparePath(_ path: inout String, session: inout ServiceSession) async throws {
        try await body(&path, &session)
    }
}

/// A plugin for one test: a request hook that is a closure.
struct OnRequest: RequestPreparing {
    var name = "OnRequest"
    let body: @Sendable (inout ServiceRequest) async throws -> Void

    func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        try await body(&request)
    }
}

/// A plugin for one test: a payload hook that is a closure.
struct OnPayload: PayloadPreparing {
    let body: @Sendable (inout Payload) async throws -> Void

    func preparePayload(_ payload: inout Payload, session: inout ServiceSession) async throws {
        try await body(&payload)
    }
}

/// A plugin for one test: a hook of the head as a closure.
struct OnHead: ResponseReceiving {
    let body: @Sendable (inout ServiceResponse) async throws -> Void

    func didReceive(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        try await body(&response)
    }
}

/// A plugin for one test: a hook of the read body as a closure.
struct OnRead: BodyReading {
    let body: @Sendable (inout ServiceResponse) async throws -> Void

    func didRead(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        try await body(&response)
    }
}

/// Why a hook of a test fails.
struct Broken: Error, Equatable, CustomStringConvertible {
    var what = "broken"
    var description: String { "it is \(what)" }
}
