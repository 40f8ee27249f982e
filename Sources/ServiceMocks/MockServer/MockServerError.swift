/// Why a mock server could not do something.
public struct MockServerError: Error, Sendable, CustomStringConvertible {
    /// What went wrong, in kind. More codes may come: a `switch` over them needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// The server cannot listen on the port.
        public static let cannotListen = Code(description: "cannotListen")
        /// The server has been stopped.
        public static let stopped = Code(description: "stopped")
        /// The body of an answer was written to when the function that writes it had returned.
        public static let bodyIsOver = Code(description: "bodyIsOver")
    }

    /// What went wrong, in kind.
    public let code: Code
    /// What went wrong, for people.
    public let message: String

    /// The message, with the code.
    public var description: String { "\(message) [\(code)]" }
}

extension MockServerError {
    static func cannotListen(port: Int, _ failure: SystemCalls.Failure) -> MockServerError {
        MockServerError(
            code: .cannotListen,
            message: "MockServer cannot listen on 127.0.0.1:\(port): \(failure). Use port 0 to get one that is free."
        )
    }

    static func invalidPort(_ port: Int) -> MockServerError {
        MockServerError(
            code: .cannotListen,
            message: "MockServer cannot listen on port \(port): a port is a number from 0 to 65535."
        )
    }

    static let stopped = MockServerError(
        code: .stopped,
        message: "MockServer has been stopped; nothing arrives any more."
    )

    static let bodyIsOver = MockServerError(
        code: .bodyIsOver,
        message: "A BodyWriter was used behind the function that it was given to; let that function await every write."
    )
}
