public import ServiceCore

/// What a plugin did in one call, as the ``PluginHarness`` saw it.
public struct PluginReport: Sendable {
    /// Something that the harness saw.
    public struct Event: Hashable, Sendable, CustomStringConvertible {
        /// Where it was seen.
        public enum Position: String, Sendable {
            /// In front of the plugin: before its stage hook has run, around its around hook.
            case outside
            /// Behind the plugin: after its stage hook has run, inside its around hook.
            case inside
        }

        /// The stage.
        public let stage: Stage
        /// Where it was seen.
        public let position: Position
        /// Whether an around hook has come to its end, however that was.
        public let isEnd: Bool

        /// The event in words: `inside interceptAttempt ends`.
        public var description: String { "\(position.rawValue) \(stage)\(isEnd ? " ends" : "")" }
    }

    /// How the call ended; `nil` where the hooks were not told, which the client promises.
    public internal(set) var outcome: CallOutcome?
    /// Everything that was seen, in order.
    public internal(set) var events: [Event] = []
    /// The requests that reached the transport, as the plugin left them.
    public internal(set) var requests: [ServiceRequest] = []
    /// The deadline of each attempt, as the plugin left it.
    public internal(set) var deadlines: [ServiceClock.Instant?] = []
    /// The attributes of the session at the end, by name.
    public internal(set) var sessionAttributes: [String] = []
    /// Whether the scenario has cancelled the call.
    var isPastCancellation = false
    /// How many requests were sent afterwards, by a task that does not know of it.
    var lateRequests = 0
    /// Something was seen between the end of the call before and the beginning of this one.
    var followsLateEvents = false
    /// Whether the harness has set an attribute that nobody else may change.
    var isMarked = false
    /// The promises that were seen to be broken while the call ran.
    var breaches: [Breach] = []

    /// The response, where the call had one.
    public var response: ServiceResponse? {
        if case .success(let response) = outcome { response } else { nil }
    }

    /// The error, where the call failed.
    public var error: ServiceError? {
        if case .failure(let error) = outcome { error } else { nil }
    }

    /// Whether the call ended with the cancellation of its task.
    public var isCancelled: Bool {
        if case .cancelled = outcome { true } else { false }
    }

    /// How often an event was seen.
    public func count(_ stage: Stage, _ position: Event.Position) -> Int {
        events.count { $0.stage == stage && $0.position == position && !$0.isEnd }
    }
}
