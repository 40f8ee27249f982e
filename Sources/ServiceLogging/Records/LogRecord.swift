public import ServiceCore

/// What a logger tells its sink: everything about one moment of one call, in parts.
///
/// A record holds no secret: what it is made of is masked when it is made, so a sink may write down whatever it likes of it. Texts that
/// came from the network are on one line, their control characters escaped.
public struct LogRecord: Sendable {
    /// What happened.
    public var action: Action
    /// How much it matters.
    public var level: LogLevel
    /// When, by the wall clock.
    public var time: LogTime
    /// Where in the call it was seen; `nil` for a record that is not of a logger.
    public var logger: Source?
    /// A text for people, for a record that is not of a call; empty otherwise.
    public var message = ""

    /// The name of the service.
    public var service: String
    /// The name of the endpoint.
    public var endpoint: String
    /// The number of the attempt, from 1; 0 before the first.
    public var attempt = 0

    /// The method of the request.
    public var method: RequestMethod?
    /// The URL of the request, or the one that answered it, without its query.
    public var url: String?
    /// The query of the URL, percent-encoded and without its `?`.
    public var query: String?
    /// The path of the endpoint before its tokens were filled in: few values, so it can be counted by.
    public var urlTemplate: String?
    /// The status of the response.
    public var status: ResponseStatus?
    /// The header fields of the response if there is one, otherwise those of the request as far as they are made.
    public var headers: HeaderFields = [:]
    /// The body: of the request in a request, of the response in any other record; `nil` where there is no such message.
    public var body: LogBody?

    /// The time since this logger saw the request: with an ``InnerLogger`` that of the attempt, with an ``OuterLogger`` that of the
    /// call from its payload on. `nil` where the request was not logged, as its level was off.
    public var elapsed: Duration?
    /// What plugins published on the session, by name.
    public var session: DynamicObject = [:]
    /// What plugins published on the response, by name.
    public var response: DynamicObject = [:]
    /// The options of the call, by name: query items, values of the path, header fields, time limits.
    public var options: DynamicObject = [:]
    /// What went wrong.
    public var failure: Failure?
    /// The stages of the call, where the plugin ``Timeline`` is installed.
    public var timeline: CallTimeline?

    /// Creates a record, for example in a plugin that has something of its own to tell.
    public init(
        action: Action,
        level: LogLevel,
        service: String,
        endpoint: String,
        time: LogTime = .now
    ) {
        self.action = action
        self.level = level
        self.time = time
        self.service = service
        self.endpoint = endpoint
    }

    /// The URL with its query.
    public var fullURL: String? {
        url.map { url in query.map { "\(url)?\($0)" } ?? url }
    }
}

extension LogRecord {
    /// What a record tells of. Plugins may have actions of their own.
    public struct Action: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
        /// The action as logs show it.
        public let rawValue: String

        /// Creates an action.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The action as logs show it.
        public var description: String { rawValue }

        /// A request is about to be encoded, or to be sent.
        public static let request = Action(rawValue: "REQUEST")
        /// A response is there.
        public static let response = Action(rawValue: "RESPONSE")
        /// Something failed; ``LogRecord/failure`` tells what.
        public static let failure = Action(rawValue: "EXCEPTION")
        /// The caller's task was cancelled, which is no failure.
        public static let cancellation = Action(rawValue: "CANCELLATION")
        /// A sink lost records, as it was slower than those who write to it; ``LogRecord/message`` tells how many.
        public static let loss = Action(rawValue: "LOSS")
    }

    /// Where in a call a logger stands.
    public enum Source: String, Sendable {
        /// Around the codec: ``OuterLogger``.
        case outer
        /// Between the codec and the transport: ``InnerLogger``.
        case inner
    }
}
