import ServiceCore
import ServiceMocks

/// A moment of a call at which something may fail.
enum Moment: String, CaseIterable, Sendable {
    case prepareSession, preparePath, prepareRequest, preparePayload, encode
    case callBefore, attemptBefore, willSend, send, prepareResponse, didReceive, body, closure, didRead
    case attemptAfter, callAfter, willParse, parse, didParse
}

/// Why a call of a test fails.
struct Sabotage: Error, Equatable {}

/// Fails at one moment of a call, or cancels its task or lets its time pass there: as a plugin, a codec and a transport at once.
struct Saboteur: Sendable {
    enum Act: String, CaseIterable, Sendable {
        case fails, cancels, timesOut
    }

    let moment: Moment
    let act: Act
    let reached = Log<Moment>()
    let clock = ManualClock()

    func pass(_ moment: Moment) throws {
        reached.append(moment)
        guard moment == self.moment else { return }
        switch act {
        case .fails: throw Sabotage()
        case .cancels: cancelCurrentTask()
        case .timesOut: clock.advance(by: .seconds(3600))
        }
    }
}

extension Saboteur: SessionPreparing, PathPreparing, RequestPreparing, PayloadPreparing, SendPreparing {
    func prepareSession(_ session: inout ServiceSession) throws { try pass(.prepareSession) }
    func preparePath(_ path: inout String, session: inout ServiceSession) throws { try pass(.preparePath) }
    func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) throws {
        try pass(.prepareRequest)
    }
    func preparePayload(_ payload: inout Payload, session: inout ServiceSession) throws { try pass(.preparePayload) }
    func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) throws { try pass(.willSend) }
}

extension Saboteur: ResponsePreparing, ResponseReceiving, BodyReading, ParsePreparing, ResponseParsing {
    func prepareResponse(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        try pass(.prepareResponse)
    }
    func didReceive(_ response: inout ServiceResponse, session: inout ServiceSession) throws { try pass(.didReceive) }
    func didRead(_ response: inout ServiceResponse, session: inout ServiceSession) throws { try pass(.didRead) }
    func willParse(_ response: inout ServiceResponse, session: inout ServiceSession) throws { try pass(.willParse) }
    func didParse(_ response: inout ServiceResponse, session: inout ServiceSession) throws { try pass(.didParse) }
}

extension Saboteur: CallIntercepting, AttemptIntercepting {
    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        try pass(.callBefore)
        let response = try await next(request, session: &session)
        try pass(.callAfter)
        return response
    }

    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        try pass(.attemptBefore)
        let response = try await next(request, session: &session)
        try pass(.attemptAfter)
        return response
    }
}

extension Saboteur: ServiceCodec {
    func encode(_ payload: any Encodable & Sendable, into request: inout ServiceRequest, session: ServiceSession) throws
    {
        try pass(.encode)
        request.body = .bytes([1])
    }

    func decode<Value: Decodable & Sendable>(
        _ type: Value.Type,
        from response: ServiceResponse,
        session: ServiceSession
    ) throws -> Value {
        try pass(.parse)
        return try JSONCodec().decode(type, from: response, session: session)
    }
}

extension Saboteur: Transport {
    func send(_ request: ServiceRequest, deadline: Deadline?, handler: TransportResponse.Handler) async throws {
        try pass(.send)
        try check(deadline)
        let chunks = Log<Int>()
        try await handler(
            .streamed {
                try Task.checkCancellation()
                chunks.append(0)
                // The second piece is the middle of the body.
                if chunks.entries.count == 2 { try pass(.body) }
                try check(deadline)
                return chunks.entries.count < 4 ? Array("1".utf8) : nil
            }
        )
    }

    private func check(_ deadline: Deadline?) throws {
        if deadline?.hasPassed == true { throw TransportError(.deadlineExceeded, "too late") }
    }
}
