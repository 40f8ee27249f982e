import ServiceCore

/// Reads models from keywords.
struct ModelDecoding: Sendable {
    let codec: any ServiceCodec
    let redaction: Redaction

    /// Reads a model from keywords, or finds everything that is wrong with them.
    func model<Model: Decodable>(_ type: Model.Type, from keywords: [Keyword]) throws(ModelError) -> Model {
        let run = DecodingRun(.reading, codec: codec)
        let members = Members(.keywords(keywords), of: type)
        if let model = try? Model(from: ModelDecoder(run: run, source: .members(members), path: "")),
            members.isUsedUp, run.members.allSatisfy(\.isUsedUp), run.endless.isEmpty
        {
            return model
        }
        return try explored(type, from: keywords)
    }

    private func explored<Model: Decodable>(_ type: Model.Type, from keywords: [Keyword]) throws(ModelError) -> Model {
        let exploration = Exploration(codec: codec, redaction: redaction.hidingSecrets(of: keywords)) { run in
            let members = Members(.keywords(keywords), of: type)
            run.register(members)
            return try Model(from: ModelDecoder(run: run, source: .members(members), path: ""))
        }
        let problems = exploration.problems + Members.leftovers(of: exploration)
        guard problems.isEmpty, let model = exploration.value else {
            throw ModelError(model: TypeName.of(type), problems: problems, uncheckedBehind: exploration.stoppedAt)
        }
        return model
    }
}

extension Redaction {
    /// A policy that also knows the values of keywords and members whose names are those of secrets.
    func hidingSecrets(of keywords: [Keyword]) -> Redaction {
        var policy = self
        var pending: [(value: DynamicValue, isSecret: Bool)] = keywords.map { keyword in
            let value = keyword.value.flatMap { try? DynamicValue(encoding: $0) } ?? .null
            return (value, isSecret(keyword.name))
        }
        while let (value, isSecret) = pending.popLast() {
            switch value {
            case .object(let members): pending += members.map { ($0.value, isSecret || self.isSecret($0.key)) }
            case .array(let elements): pending += elements.map { ($0, isSecret) }
            case .string(let text) where isSecret: policy.hideValue(text)
            case .int, .double, .number:
                if isSecret { policy.hideValue(value.description) }
            default: break
            }
        }
        return policy
    }
}

extension JSONCodec {
    /// JSON without strategies of its own.
    static let usual = JSONCodec()
}
