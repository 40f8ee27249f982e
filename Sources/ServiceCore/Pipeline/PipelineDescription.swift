/// What will run in a call, in order: for people and for tests.
///
/// ```
/// users
///   prepareSession    Timeout, TrackingToken
///   preparePath       PathTokens
///   prepareRequest    QueryParams, Headers
///   interceptCall     Retry > Hedging
///   interceptAttempt  Pool > RateLimit
///   didEnd            OuterLogger
///   getUserDetail     GET /users/{userId}  timeout (endpoint)
/// ```
/// It names plugins and options, never the value of an option, which may be a secret; one in a path is masked.
public struct PipelineDescription: Sendable, Hashable {
    /// A stage with the names of the plugins that take part in it, in order.
    public struct Step: Sendable, Hashable {
        /// The stage.
        public let stage: Stage
        /// The names of the plugins.
        public let plugins: [String]
    }

    /// An endpoint with the options that have a value for it.
    public struct EndpointLine: Sendable, Hashable {
        /// The name.
        public let name: String
        /// The method.
        public let method: RequestMethod
        /// The template of the path, the secrets that it has itself masked.
        public let path: String
        /// The names of its options, each with the strongest level that gives a value.
        public let options: [Option]
    }

    /// An option that has a value.
    public struct Option: Sendable, Hashable {
        /// The name.
        public let name: String
        /// The strongest level that gives a value.
        public let level: OptionLevel
    }

    /// The name of the service.
    public let service: String
    /// The stages in which a plugin takes part, in the order of a call.
    public let steps: [Step]
    /// The endpoints, in order.
    public let endpoints: [EndpointLine]

    /// The names of the plugins that take part in a stage, in order.
    public func plugins(at stage: Stage) -> [String] {
        steps.first { $0.stage == stage }?.plugins ?? []
    }
}

extension ServiceClient {
    /// What will run in a call of this client, in order.
    public var pipeline: PipelineDescription {
        PipelineDescription(
            service: name,
            steps: runtime.hooks.steps,
            endpoints: endpoints.map { endpoint in
                PipelineDescription.EndpointLine(
                    name: endpoint.name,
                    method: endpoint.method,
                    path: runtime.redaction.template(endpoint.template.source),
                    options: endpoint.options.named.map { PipelineDescription.Option(name: $0.name, level: $0.level) }
                )
            }
        )
    }
}

extension Hooks {
    fileprivate var steps: [PipelineDescription.Step] {
        let lists: [(Stage, [any ServicePlugin])] = [
            (.prepareSession, sessionPreparing), (.preparePath, pathPreparing), (.prepareRequest, requestPreparing),
            (.preparePayload, payloadPreparing), (.interceptCall, callIntercepting),
            (.interceptAttempt, attemptIntercepting), (.willSend, sendPreparing),
            (.prepareResponse, responsePreparing), (.didReceive, responseReceiving), (.didRead, bodyReading),
            (.willParse, parsePreparing), (.didParse, responseParsing), (.didFail, failureObserving),
            (.didEnd, endObserving), (.close, clientClosing.map(\.plugin)),
        ]
        return lists.filter { !$0.1.isEmpty }.map { stage, plugins in
            PipelineDescription.Step(stage: stage, plugins: plugins.map(\.name))
        }
    }
}

extension PipelineDescription: CustomStringConvertible {
    /// The pipeline as lines of text.
    public var description: String {
        let around: Set<Stage> = [.interceptCall, .interceptAttempt]
        let rows =
            steps.map { step in
                (step.stage.description, step.plugins.joined(separator: around.contains(step.stage) ? " > " : ", "))
            }
            + endpoints.map { endpoint in
                let options = endpoint.options.map { "\($0.name) (\($0.level.rawValue))" }.joined(separator: ", ")
                return (endpoint.name, "\(endpoint.method) \(endpoint.path)" + (options.isEmpty ? "" : "  \(options)"))
            }
        let width = rows.map(\.0.count).max() ?? 0
        return
            rows
            .map { "  " + $0.0 + String(repeating: " ", count: width - $0.0.count + 2) + $0.1 }
            .reduce(service) { $0 + "\n" + $1 }
    }
}
