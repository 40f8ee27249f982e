/// What a call throws: one type for everything but the cancellation of the caller's task, which is `CancellationError`.
///
/// It tells what failed, where, and what is known of request and response, and has the original error as its cause. Its
/// description masks secrets; its properties do not.
///
/// A plugin may throw one with a code and a message alone: the client fills in the rest.
public struct ServiceError: Error, Sendable {
    /// What failed, in kind.
    public var code: Code

    /// What failed, for people: the thing, the place, the remedy.
    public var message: String

    /// The moment of the call at which it failed.
    public package(set) var stage: Stage

    /// The name of the service.
    public package(set) var service: String

    /// The name of the endpoint; empty if the failure concerns no single one.
    public package(set) var endpoint: String

    /// The number of the attempt, from 1: the last one, for a failure behind the attempts. 0 before the first.
    public internal(set) var attempt: Int

    /// The request as it was sent, or would have been.
    public package(set) var request: ServiceRequest?

    /// The response, as far as it is there. A body that was read is complete for a failure after reading; for one while
    /// reading it is the start that had arrived, ``ServiceError/bodyPrefixSize`` bytes at most.
    public package(set) var response: ServiceResponse?

    /// What plugins published on the session until the call failed: what ``ServiceResponse/attributes`` is for a response, also where
    /// there is none.
    public package(set) var attributes = Attributes()

    /// Every problem of a client that could not be made.
    public internal(set) var problems: [ConfigurationProblem] = []

    /// The error underneath: what the hook, the codec or the transport threw.
    public var cause: (any Error)?

    /// What ``description`` masks: the policy of the client, and what the plugins told of the call.
    public package(set) var redaction = Redaction.standard

    /// The call that it belongs to, once it belongs to one.
    var call: CallNumber?

    /// Whether the failure hooks have been told.
    var isReported = false

    /// The most that an error keeps of a body that was not read to its end, in bytes: 4,096.
    public static let bodyPrefixSize = 4096

    /// Creates an error. The client that it passes through adds stage, endpoint, attempt, request and response.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
        stage = .configuration
        service = ""
        endpoint = ""
        attempt = 0
    }

    /// The cause as the transport gave it, if it is one of the transport.
    public var transportError: TransportError? { cause as? TransportError }

    /// The status of the response, if there is one.
    public var status: ResponseStatus? { response?.status }
}

extension ServiceError {
    /// What failed, in kind. More codes may come, also from plugins: a `switch` over them needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// A code of one's own.
        public init(_ name: String) {
            description = name
        }

        /// The client cannot be made; ``ServiceError/problems`` lists every reason.
        public static let invalidConfiguration = Code("invalidConfiguration")
        /// The client has no endpoint of this name.
        public static let unknownEndpoint = Code("unknownEndpoint")
        /// The call gives an option that no plugin of the client reads, or one whose value cannot be read.
        public static let invalidOption = Code("invalidOption")
        /// The call gives a parameter that nothing takes, or lacks one.
        public static let invalidParameter = Code("invalidParameter")
        /// The request must not be sent: a forbidden character, a dot segment, a payload where none is taken.
        public static let invalidRequest = Code("invalidRequest")
        /// The payload could not be encoded.
        public static let encodingFailed = Code("encodingFailed")
        /// The transport failed: no connection, a reset, nonsense; the cause is a ``TransportError``.
        public static let transportFailed = Code("transportFailed")
        /// The deadline of the call, or of the attempt, passed.
        public static let deadlineExceeded = Code("deadlineExceeded")
        /// The body is longer than the limit.
        public static let bodyTooLarge = Code("bodyTooLarge")
        /// The body could not be parsed; the error has the response.
        public static let parsingFailed = Code("parsingFailed")
        /// A plugin failed; the cause tells.
        public static let pluginFailed = Code("pluginFailed")
        /// The caller's closure of a streamed call threw; the cause is what it threw.
        public static let streamFailed = Code("streamFailed")
        /// Another attempt of the streamed call won: its response is being read, or has been.
        public static let superseded = Code("superseded")
        /// The client has been closed.
        public static let clientClosed = Code("clientClosed")
    }
}
