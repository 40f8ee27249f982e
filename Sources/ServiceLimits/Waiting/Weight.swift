import ServiceCore

extension ServiceSession {
    /// The weight that an option gives an attempt.
    func weight<Key: ServiceOptionKey>(_ key: Key.Type) throws -> Int where Key.Value == Int {
        guard let weight = options[key] else { return 1 }
        guard LimitBounds.weights.contains(weight) else { throw ServiceError(.invalidOption, key.problem(weight)) }
        return weight
    }
}

extension ClientDescription {
    /// The weights of endpoints that are no weights.
    func impossibleWeights<Key: ServiceOptionKey>(of key: Key.Type) -> [ConfigurationProblem] where Key.Value == Int {
        endpoints.compactMap { endpoint in
            guard let weight = endpoint.options[key], !LimitBounds.weights.contains(weight) else { return nil }
            return ConfigurationProblem(endpoint: endpoint.name, key.problem(weight))
        }
    }
}

extension ServiceOptionKey where Value == Int {
    fileprivate static func problem(_ weight: Int) -> String {
        "\(name) is \(weight): give 0 for nothing, or a number up to \(LimitBounds.weights.upperBound)"
    }
}
