import ServiceCore
import Testing

/// Which levels give a value for an option, and what should come of it.
struct LevelCase<Value: Sendable>: Sendable, CustomTestStringConvertible {
    let client: Value?
    let endpoint: Value?
    let call: Value?

    /// The value of the strongest level that gives one.
    var winner: Value? { call ?? endpoint ?? client }

    /// The strongest level that gives one.
    var level: OptionLevel? {
        if call != nil { .call } else if endpoint != nil { .endpoint } else if client != nil { .client } else { nil }
    }

    var testDescription: String {
        let values = [("client", client), ("endpoint", endpoint), ("call", call)]
        let given = values.compactMap { level, value in value.map { "\(level) \($0)" } }
        return given.isEmpty ? "none" : given.joined(separator: " < ")
    }

    /// Every combination of levels that give their value or none.
    static func all(client: Value, endpoint: Value, call: Value) -> [LevelCase] {
        [nil, client].flatMap { client in
            [nil, endpoint].flatMap { endpoint in
                [nil, call].map { LevelCase(client: client, endpoint: endpoint, call: $0) }
            }
        }
    }
}
