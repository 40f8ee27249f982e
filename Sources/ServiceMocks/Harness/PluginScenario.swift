public import ServiceCore

/// What happens to a call that a ``PluginHarness`` drives through a plugin.
public struct PluginScenario: Hashable, Sendable, CustomStringConvertible {
    enum Kind: String, Hashable, Sendable {
        case succeeds, fails
        case cancelled = "is cancelled"
        case closed = "is closed"
    }

    let kind: Kind
    let stage: Stage?

    /// Whether the call is streamed.
    public private(set) var isStreamed = false

    /// Nothing goes wrong.
    public static let succeeds = PluginScenario(kind: .succeeds, stage: nil)

    /// Something behind the plugin throws at a stage: a hook, the codec, the transport, the reader of the body. At an around hook, before it
    /// goes on.
    public static func fails(at stage: Stage) -> Self { Self(kind: .fails, stage: stage) }

    /// The task is cancelled at a stage, behind the plugin.
    public static func cancelled(at stage: Stage) -> Self { Self(kind: .cancelled, stage: stage) }

    /// The client is closed at a stage, behind the plugin, while the call goes on.
    public static func closed(at stage: Stage) -> Self { Self(kind: .closed, stage: stage) }

    /// The same with a streamed call.
    public var streamed: Self {
        var scenario = self
        scenario.isStreamed = true
        return scenario
    }

    /// The stages of a call at which something can happen, in order.
    public static let stages: [Stage] = [
        .prepareSession, .preparePath, .prepareRequest, .preparePayload, .encode, .interceptCall, .interceptAttempt,
        .willSend,
        .send, .prepareResponse, .didReceive, .read, .didRead, .willParse, .parse, .didParse,
    ]

    /// The stages of a streamed call at which something can happen, in order.
    public static let streamedStages: [Stage] = [
        .prepareSession, .preparePath, .prepareRequest, .preparePayload, .encode, .interceptCall, .interceptAttempt,
        .willSend,
        .send, .prepareResponse, .didReceive, .stream, .didRead,
    ]

    /// The scenario in words: `fails at send, streamed`.
    public var description: String {
        "\(kind.rawValue)" + (stage.map { " at \($0)" } ?? "") + (isStreamed ? ", streamed" : "")
    }
}
