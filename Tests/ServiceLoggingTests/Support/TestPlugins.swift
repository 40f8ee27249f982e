import ServiceCore

/// Publishes attributes on session and response, as any plugin may.
struct Publisher: SessionPreparing, ResponsePreparing {
    func prepareSession(_ session: inout ServiceSession) throws {
        session.attributes[BlockedByPool.self] = .milliseconds(250)
        session.attributes[AccessToken.self] = "s3cr3t"
    }

    func prepareResponse(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        response.attributes[CacheAge.self] = 3
    }

    private enum BlockedByPool: AttributeKey {
        typealias Value = Duration
        static let name = "blockedByPool"
    }

    private enum AccessToken: AttributeKey {
        typealias Value = String
        static let name = "accessToken"
    }

    private enum CacheAge: AttributeKey {
        typealias Value = Int
        static let name = "cacheAge"
    }
}

/// Tries a call a second time where it failed, or was answered with a server error.
struct RetryOnce: CallIntercepting {
    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        do {
            let response = try await next(request, session: &session)
            if response.status.kind != .serverError { return response }
        } catch is ServiceError {
            // The second attempt decides.
        }
        return try await next(request, session: &session)
    }
}

/// Takes the time of an attempt, as a wait for a permit does.
struct Waiting: AttemptIntercepting {
    let wait: @Sendable () async throws -> Void

    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        try await wait()
        return try await next(request, session: &session)
    }
}

/// Throws at a stage hook.
struct Throwing: ResponseParsing {
    func didParse(_ response: inout ServiceResponse, session: inout ServiceSession) throws { throw Broken() }
}
