public import ServiceCore

/// Logs calls as the caller sees them: the payload before it is encoded, and the response after it is parsed, the failure or the
/// cancellation: one record in the beginning, and exactly one at the end.
///
/// ```swift
/// OuterLogger(.console())
/// OuterLogger(.jsonLines(), levels: LoggerLevels(failures: .error), maximumBodyLength: 500)
/// ```
/// Put it behind the plugins that make the request, for it tells of the URL as it is when its turn comes. It changes neither the payload nor
/// anything else, and a level that is off at the sink costs next to nothing: no record is made.
///
/// With an ``InnerLogger`` beside it, it tells what the call was about, and the other what went over the wire.
public struct OuterLogger: RequestPreparing, PayloadPreparing, ResponseParsing, EndObserving, ClientClosing,
    OptionReading,
    ClientPreparing
{
    private let maker: RecordMaker

    /// Creates the plugin.
    ///
    /// - Parameters:
    ///   - sink: Whom to tell; see ``LogSink``.
    ///   - levels: At which level to tell what. Default: `info`, `critical` for failures, `debug` for cancellations.
    ///   - maximumBodyLength: How many bytes of a body to tell. Default: 0, none but their number.
    ///   - now: The wall clock, for tests.
    public init(
        _ sink: some LogSink,
        levels: LoggerLevels = LoggerLevels(),
        maximumBodyLength: Int = 0,
        now: @escaping @Sendable () -> LogTime = { .now }
    ) {
        maker = RecordMaker(
            sink: sink,
            source: .outer,
            levels: levels,
            maximumBodyLength: maximumBodyLength,
            now: now
        )
    }

    /// `logger`
    public var options: [OptionDeclaration] { [OptionDeclaration(LoggerOption.self)] }

    /// A body length that is negative.
    public func problems(in client: ClientDescription) -> [ConfigurationProblem] { maker.problems }

    /// Keeps the request, which a payload does not know.
    public func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) throws {
        guard maker.tellsMessages else { return }
        session.attributes[Key.self] = LoggedRequest(request: request, attempt: 0, start: session.now)
    }

    /// Tells of the request.
    public func preparePayload(_ payload: inout Payload, session: inout ServiceSession) throws {
        guard maker.tellsMessages, let logged = session.attributes[Key.self] else { return }
        let secrets = KnownSecrets(of: logged.request, &session)
        maker.tell(logged.request, body: LoggedBody(payload), secrets, session)
    }

    /// Does nothing: that the hook is used makes the client keep what it has parsed, which ``didEnd(_:session:)`` tells.
    public func didParse(_ response: inout ServiceResponse, session: inout ServiceSession) throws {}

    /// Tells how the call ended.
    public func didEnd(_ outcome: CallOutcome, session: ServiceSession) {
        switch outcome {
        case .success(let response):
            guard maker.tellsMessages else { return }
            let body = session.isStreamed ? .stream : LoggedBody(parsed: response)
            let secrets = KnownSecrets(of: response.request, session)
            maker.tell(response, body: body, since: session.attributes[Key.self]?.start, secrets, session)
        case .failure(let error):
            maker.tell(error, since: session.attributes[Key.self]?.start, session: session)
        case .cancelled:
            let logged = session.attributes[Key.self]
            maker.tellCancellation(of: logged?.request, since: logged?.start, session: session)
        }
    }

    /// Waits until the sink has written what it was given.
    public func close() async { await maker.sink.flush() }

    private enum Key: AttributeKey {
        typealias Value = LoggedRequest
        static let name = "outerLogger"
        static let isHidden = true
    }
}

extension LoggedBody {
    /// A payload before it is encoded.
    fileprivate init(_ payload: Payload) {
        switch payload {
        case .none: self = .none
        case .bytes(let bytes): self = .bytes(bytes)
        case .stream: self = .stream
        case .value(let value): self = .value(value, bytes: nil)
        }
    }

    /// A body after parsing: what it was parsed to where that can be written, or else the bytes.
    fileprivate init(parsed response: ServiceResponse) {
        let bytes = response.bytes
        if !bytes.isEmpty, let value = response.parsed as? any Encodable {
            self = .value(value, bytes: bytes)
        } else {
            self = .bytes(bytes)
        }
    }
}
