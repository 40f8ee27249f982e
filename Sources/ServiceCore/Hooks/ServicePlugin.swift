/// Something that takes part in the calls of a client.
///
/// A plugin is a value that conforms to the hook protocols it wants, and nothing else. Every hook is a protocol with one
/// requirement, so a misspelt hook does not compile, and a hook that nobody uses costs nothing.
///
/// ```swift
/// struct APIKey: RequestPreparing {
///     let key: String
///
///     func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
///         request.headers["x-api-key"] = key
///     }
/// }
/// ```
/// ## The hooks in the order of one call
/// | Hook | Runs |
/// |---|---|
/// | ``ClientPreparing`` | once, when the client is made |
/// | ``SessionPreparing`` | the call begins |
/// | ``PathPreparing`` | the path is made |
/// | ``RequestPreparing`` | the request is made |
/// | ``PayloadPreparing`` | before the payload is encoded |
/// | ``CallIntercepting`` | around everything from here to the read body: retry, cache |
/// | ``AttemptIntercepting`` | around one attempt: pool, rate limit, time limit, mock |
/// | ``SendPreparing`` | before an attempt is sent |
/// | ``ResponsePreparing``, ``ResponseReceiving`` | the head is there |
/// | ``BodyReading`` | the body is there |
/// | ``ParsePreparing``, ``ResponseParsing`` | before and after the body is parsed |
/// | ``FailureObserving`` | an attempt, or a stage outside of the attempts, failed |
/// | ``EndObserving`` | always, once: the call ended |
/// | ``ClientClosing`` | once, when the client is closed |
///
/// Stage hooks run in the order of the plugins. Around hooks are nested in that order, the first outermost. Whatever must
/// be undone is taken and given back inside one around hook, never in a pair of stage hooks: the second might not run.
///
/// Hooks run on no actor, whichever makes the call. A plugin may be an actor itself, and a hook that is declared `@MainActor` runs there.
///
/// An error that a hook throws fails the call, with the hook's plugin in the message of the ``ServiceError``.
public protocol ServicePlugin: Sendable {
    /// The name in errors and in descriptions of the pipeline. Default: the name of the type.
    var name: String { get }
}

extension ServicePlugin {
    /// The name of the type.
    public var name: String { String(describing: type(of: self)) }
}
