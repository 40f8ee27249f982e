/// Why a transport could not bring an answer.
///
/// A caller of a client meets it as the cause of a ``ServiceError``.
public struct TransportError: Error, Sendable, CustomStringConvertible {
    /// What went wrong, in kind. More codes may come: a `switch` over them needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// A code of one's own.
        public init(_ name: String) {
            description = name
        }

        /// The host's name has no address.
        public static let hostNotFound = Code("hostNotFound")
        /// No connection came about.
        public static let connectionFailed = Code("connectionFailed")
        /// The connection broke before the answer was complete.
        public static let connectionLost = Code("connectionLost")
        /// The server's certificate was refused, or no secure connection came about.
        public static let tlsFailed = Code("tlsFailed")
        /// The deadline passed.
        public static let deadlineExceeded = Code("deadlineExceeded")
        /// What arrived is not HTTP, or contradicts itself.
        public static let malformedResponse = Code("malformedResponse")
        /// Fewer bytes of the body arrived than were announced.
        public static let truncatedBody = Code("truncatedBody")
        /// More redirects than the policy allows, or one that cannot be followed.
        public static let redirectFailed = Code("redirectFailed")
        /// The body of the request could not be produced or sent.
        public static let requestBodyFailed = Code("requestBodyFailed")
        /// This transport cannot do what was asked of it.
        public static let unsupported = Code("unsupported")
        /// The transport has been closed.
        public static let closed = Code("closed")
        /// Anything else; the cause tells.
        public static let other = Code("other")
    }

    /// What went wrong, in kind.
    public var code: Code
    /// What went wrong, for people: the thing, the place and the remedy where one is known.
    public var message: String
    /// The platform's own error, if there is one.
    public var cause: (any Error)?

    /// What ``description`` masks: the client tells it of a call.
    var redaction = Redaction.standard
    /// The request, whose secrets the message may repeat.
    var request: ServiceRequest?

    /// Creates an error.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The message, with the code and the cause, on one line and without what looks like a secret.
    public var description: String {
        let redaction = ownRedaction
        let cause = cause.map { " (cause: \(redaction.error($0, behind: message)))" } ?? ""
        return "\(redaction.text(message)) [\(code)]\(cause)"
    }

    /// The policy, and the secrets of the request.
    var ownRedaction: Redaction { request.map(redaction.hidingSecrets) ?? redaction }
}
