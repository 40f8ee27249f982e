public import ServiceCore

/// Logs what goes over the wire: the encoded request right before it is sent, the response before it is parsed, and failures; for
/// every attempt.
///
/// ```swift
/// InnerLogger(.console(), levels: LoggerLevels(messages: .debug), maximumBodyLength: 500)
/// ```
/// Put it behind the plugins that change a request before it is sent, for it tells of what is there when its turn comes. Of a streamed
/// response it tells when the head is there, and takes no byte of it. An attempt that was cancelled, for example as another one won, has no
/// end in the log. A level that is off at the sink costs next to nothing: no record is made.
public struct InnerLogger: SendPreparing, ResponseReceiving, BodyReading, FailureObserving, ClientClosing,
    OptionReading,
    ClientPreparing
{
    private let maker: RecordMaker

    /// Creates the plugin.
    ///
    /// - Parameters:
    ///   - sink: Whom to tell; see ``LogSink``.
    ///   - levels: At which level to tell what. Default: `info`, and `critical` for failures. A cancellation is told by
    ///     ``OuterLogger`` alone.
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
            source: .inner,
            levels: levels,
            maximumBodyLength: maximumBodyLength,
            now: now
        )
    }

    /// `logger`
    public var options: [OptionDeclaration] { [OptionDeclaration(LoggerOption.self)] }

    /// A body length that is negative.
    public func problems(in client: ClientDescription) -> [ConfigurationProblem] { maker.problems }

    /// Tells of the request.
    public func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) throws {
        guard maker.tellsMessages else { return }
        let secrets = KnownSecrets(of: request, &session)
        maker.tell(request, body: LoggedBody(request.body), secrets, session)
        session.attributes[Key.self] = LoggedRequest(
            request: request,
            attempt: session.attempt,
            start: session.now
        )
    }

    /// Tells of a response that the caller will read.
    public func didReceive(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        guard session.isStreamed, maker.tellsMessages else { return }
        let secrets = KnownSecrets(of: response.request, &session)
        maker.tell(response, body: .stream, since: start(session), secrets, session)
    }

    /// Tells of a response that has been read.
    public func didRead(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        guard !session.isStreamed, maker.tellsMessages else { return }
        let secrets = KnownSecrets(of: response.request, &session)
        maker.tell(response, body: .bytes(response.bytes), since: start(session), secrets, session)
    }

    /// Tells of a failure.
    public func didFail(_ error: ServiceError, session: inout ServiceSession) {
        maker.tell(error, since: start(session), session: session)
    }

    /// Waits until the sink has written what it was given.
    public func close() async { await maker.sink.flush() }

    /// When the attempt was sent that runs; `nil` where it was not.
    private func start(_ session: ServiceSession) -> ServiceClock.Instant? {
        session.attributes[Key.self].flatMap { $0.attempt == session.attempt ? $0.start : nil }
    }

    private enum Key: AttributeKey {
        typealias Value = LoggedRequest
        static let name = "innerLogger"
        static let isHidden = true
    }
}

extension LoggedBody {
    /// The encoded body of a request.
    fileprivate init(_ body: RequestBody) {
        switch body {
        case .none: self = .none
        case .bytes(let bytes): self = .bytes(bytes)
        case .stream: self = .stream
        }
    }
}
