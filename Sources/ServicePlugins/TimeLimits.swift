import ServiceCore

extension Duration {
    /// Fails where a limit is zero or less, under which no call could succeed.
    func checkIsPositive(_ option: String) throws {
        guard self > .zero else {
            throw ServiceError(
                .invalidOption,
                "\(option) is \(self): give a duration of more than zero, or nil for no limit"
            )
        }
    }

    /// Reads a number of seconds; `null` is `nil`.
    static func decodeSeconds(from decoder: any Decoder) throws -> Duration? {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() { return nil }
        let seconds = try container.decode(Double.self)
        // Beyond this, a duration overflows; three thousand years are long enough.
        guard seconds.isFinite, abs(seconds) < 1e11 else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "\(seconds) is no number of seconds"
            )
        }
        return .seconds(seconds)
    }
}

extension ClientDescription {
    func nonPositiveLimits<Key: ServiceOptionKey>(
        of key: Key.Type,
        clientLevel: Duration?
    ) -> [ConfigurationProblem] where Key.Value == Duration? {
        let advice = "give a duration of more than zero, or nil for no limit"
        var problems: [ConfigurationProblem] = []
        if let clientLevel, clientLevel <= .zero {
            problems.append(ConfigurationProblem("\(Key.name) is \(clientLevel): \(advice)"))
        }
        for endpoint in endpoints where endpoint.options.level(of: key) == .endpoint {
            if let limit = endpoint.options[key] ?? nil, limit <= .zero {
                problems.append(ConfigurationProblem(endpoint: endpoint.name, "\(Key.name) is \(limit): \(advice)"))
            }
        }
        return problems
    }

    /// Limits of an attempt that are longer than that of the call: those of the client once, whatever number of endpoints has them.
    var limitsThatNeverPass: [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        for endpoint in endpoints {
            guard let attempt = endpoint.options[AttemptTimeoutOption.self] ?? nil,
                let total = endpoint.options[TimeoutOption.self] ?? nil, total < attempt
            else { continue }
            let levels = [
                endpoint.options.level(of: AttemptTimeoutOption.self), endpoint.options.level(of: TimeoutOption.self),
            ]
            let problem = ConfigurationProblem(
                endpoint: levels.contains(.endpoint) ? endpoint.name : nil,
                "timeout (\(total)) is shorter than attemptTimeout (\(attempt)), which could never pass: make it longer"
            )
            if !problems.contains(problem) { problems.append(problem) }
        }
        return problems
    }
}
