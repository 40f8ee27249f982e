/// A plugin that looks at the client it is added to: once, when the client is made.
///
/// Check here what can be known before the first call: every problem of every plugin comes in one error.
public protocol ClientPreparing: ServicePlugin {
    /// Looks at the client.
    ///
    /// - Returns: What makes the client unusable, each with the endpoint it concerns and what to do; empty if nothing does.
    func problems(in client: ClientDescription) -> [ConfigurationProblem]
}

/// A client that is being made, as a plugin sees it.
public struct ClientDescription: Sendable {
    /// The name of the service.
    public let name: String
    /// The plugins in the order in which they were given.
    public let plugins: [any ServicePlugin]
    /// The endpoints, in order.
    public let endpoints: [EndpointDescription]
    /// The clock of the client.
    public let clock: ServiceClock
}

/// One reason why a client cannot be made.
public struct ConfigurationProblem: Hashable, Sendable, CustomStringConvertible {
    /// The endpoint that it concerns, or `nil` if it is the client as a whole.
    public let endpoint: String?
    /// What is wrong and what to do about it.
    public let message: String

    /// Creates a problem.
    public init(endpoint: String? = nil, _ message: String) {
        self.endpoint = endpoint
        self.message = message
    }

    /// The problem as a line of text, secrets masked.
    public var description: String {
        let message = Redaction.standard.text(message)
        return endpoint.map { "endpoint \"\(Redaction.line($0))\": \(message)" } ?? message
    }
}
