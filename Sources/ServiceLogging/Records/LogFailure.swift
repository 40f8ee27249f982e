public import ServiceCore

extension LogRecord {
    /// What went wrong.
    public struct Failure: Hashable, Sendable {
        /// The kind, for example `transportFailed`; see `ServiceError.Code`.
        public var code: String
        /// What failed, on one line.
        public var message: String
        /// The stage of the call at which it failed.
        public var stage: Stage
        /// The whole error for people: request, response and cause on lines of their own.
        public var description: String

        /// Takes what a log should tell from an error, secrets masked.
        public init(_ error: ServiceError) {
            self.init(error, Masking(error.redaction, of: error.request))
        }

        private init(_ error: ServiceError, _ masking: Masking) {
            code = Redaction.line(error.code.description)
            message = masking.text(error.message, limit: RecordLimits.message)
            stage = error.stage
            description = masking.error(error)
        }

        /// Code and message, on one line.
        public var summary: String { "\(code): \(message)" }

        /// Whether the body could not be parsed.
        public var isParseFailure: Bool { stage == .parse }
    }
}

extension LogRecord.Failure {
    /// Takes what a log should tell from an error, without the bodies that an option hides.
    init(_ error: ServiceError, hiding option: LoggerOption.Value?, _ masking: Masking) {
        self.init(error, masking)
        let hidesRequest = option?.hiddenRequestBody ?? false
        let hidesResponse = option?.hiddenResponseBody ?? false
        if hidesRequest && stage == .encode || hidesResponse && isParseFailure { hideCause() }
        if hidesResponse { hideResponse() }
    }

    /// What a codec says of a body often quotes it.
    private mutating func hideCause() {
        guard let cause = description.firstRange(of: "\n  cause: ") else { return }
        description = description[..<cause.upperBound] + "\(LogBody.hidden)"
    }

    /// The line of a response ends in an excerpt of its body: `response: 200 OK, 17 bytes: {"users": …`.
    private mutating func hideResponse() {
        let start = "  response: "
        description = description.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                guard line.hasPrefix(start), let colon = line.dropFirst(start.count).firstRange(of: ": ") else {
                    return line
                }
                return line[..<colon.upperBound] + "\(LogBody.hidden)"
            }
            .joined(separator: "\n")
    }
}
