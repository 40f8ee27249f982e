public import ServiceCore

/// Writes down when a call reached each of its stages: the thing one wants when a call was slow.
///
/// ```swift
/// let page = try await users.call("getUsers")
/// print(page.timeline)             // a small table
/// do { … } catch let error as ServiceError {
///     print(error.timeline)        // of a call that failed
/// }
/// ```
/// Put it in front of the other plugins: its part of an attempt begins before theirs, so the wait for a permit of a pool shows between
/// `interceptAttempt` and `willSend`. Attempts that run at once are told apart by their numbers. Beside loggers, each of their
/// records has the timeline until then.
///
/// It keeps the first 128 stages and the last 128.
public struct Timeline: SessionPreparing, PayloadPreparing, AttemptIntercepting, SendPreparing, ResponsePreparing,
    BodyReading, ParsePreparing, ResponseParsing, FailureObserving, EndObserving
{
    /// Creates the plugin.
    public init() {}

    /// The call begins.
    public func prepareSession(_ session: inout ServiceSession) throws {
        let recorder = TimelineRecorder()
        session.attributes[TimelineKey.self] = recorder
        recorder.add(.prepareSession, attempt: 0, at: session.now)
    }

    /// The request is prepared.
    public func preparePayload(_ payload: inout Payload, session: inout ServiceSession) throws {
        session.mark(.preparePayload, attempt: 0)
    }

    /// An attempt begins.
    public func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        session.mark(.interceptAttempt, attempt: session.attempt)
        return try await next(request, session: &session)
    }

    /// The attempt is sent.
    public func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) throws {
        session.mark(.willSend, attempt: session.attempt)
    }

    /// The head is there.
    public func prepareResponse(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        session.mark(.didReceive, attempt: session.attempt)
        response.attributes[TimelineKey.self] = session.attributes[TimelineKey.self]
    }

    /// The body is there, or the closure of a streamed call has ended.
    public func didRead(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        session.mark(session.isStreamed ? .stream : .didRead, attempt: session.attempt)
    }

    /// The attempts are over.
    public func willParse(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        session.mark(.willParse, attempt: 0)
        // One that an around hook made by itself, for example one from a cache, has that of another call or none.
        if response.attributes[TimelineKey.self] !== session.attributes[TimelineKey.self] {
            response.attributes[TimelineKey.self] = session.attributes[TimelineKey.self]
        }
    }

    /// The body is parsed.
    public func didParse(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        session.mark(.didParse, attempt: 0)
    }

    /// An attempt failed, or a stage of the call.
    public func didFail(_ error: ServiceError, session: inout ServiceSession) {
        session.mark(.didFail, attempt: error.stage.isOfAttempt ? session.attempt : 0)
    }

    /// The call ended.
    public func didEnd(_ outcome: CallOutcome, session: ServiceSession) {
        session.mark(.didEnd, attempt: 0)
    }
}

private enum TimelineKey: AttributeKey {
    typealias Value = TimelineRecorder
    static let name = "timeline"
    // A record has a place for it.
    static let isHidden = true
}

extension ServiceSession {
    /// What the plugin ``Timeline`` has written down of the call until now; `nil` without it.
    public var timeline: CallTimeline? { attributes[TimelineKey.self]?.timeline }

    fileprivate func mark(_ stage: Stage, attempt: Int) {
        attributes[TimelineKey.self]?.add(stage, attempt: attempt, at: now)
    }
}

extension ServiceResponse {
    /// What the plugin ``Timeline`` has written down of the call until now; `nil` without it.
    public var timeline: CallTimeline? { attributes[TimelineKey.self]?.timeline }
}

extension ServiceError {
    /// What the plugin ``Timeline`` has written down of the call that failed; `nil` without it.
    public var timeline: CallTimeline? { attributes[TimelineKey.self]?.timeline }
}

extension Stage {
    fileprivate var isOfAttempt: Bool {
        switch self {
        case .interceptAttempt, .willSend, .send, .prepareResponse, .didReceive, .read, .didRead, .stream: true
        default: false
        }
    }
}
