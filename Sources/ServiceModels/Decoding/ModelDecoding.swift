import ServiceCore

enum ModelDecoding {
    /// Reads a model from keywords, or finds everything that is wrong with them.
    static func model<Model: Decodable>(
        _ type: Model.Type,
        from keywords: [Keyword],
        codec: any ServiceCodec
    ) throws(ModelError) -> Model {
        let run = DecodingRun(codec: codec, isRecording: false)
        let members = Members(.keywords(keywords), of: type)
        run.register(members)
        if let model = try? Model(from: ModelDecoder(run: run, source: .members(members), path: "")),
            run.members.allSatisfy(\.isUsedUp)
        {
            return model
        }
        return try recorded(type, from: keywords, codec: codec)
    }

    private static func recorded<Model: Decodable>(
        _ type: Model.Type,
        from keywords: [Keyword],
        codec: any ServiceCodec
    ) throws(ModelError) -> Model {
        let run = DecodingRun(codec: codec, isRecording: true)
        let members = Members(.keywords(keywords), of: type)
        run.register(members)
        var model: Model?
        do {
            model = try Model(from: ModelDecoder(run: run, source: .members(members), path: ""))
        } catch is DecodingRun.Stopped {
            // What it stopped at has been noted.
        } catch  where run.problems.isEmpty {
            run.problems.append(ModelProblem(.invalid, "", "the model refuses the keywords: \(Self.text(of: error))"))
        } catch {
            // The model may refuse what was made up for it.
        }
        let problems = run.problems + run.members.flatMap { $0.leftovers(isComplete: model != nil) }
        guard problems.isEmpty, let model else {
            throw ModelError(model: TypeName.of(type), problems: problems, uncheckedBehind: run.stoppedAt)
        }
        return model
    }

    /// What an `init(from:)` says about its failure.
    static func text(of error: any Error) -> String {
        switch error {
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.keyNotFound(_, let context), DecodingError.dataCorrupted(let context):
            context.debugDescription
        default: "\(error)"
        }
    }
}

extension JSONCodec {
    /// JSON without strategies of its own.
    static let usual = JSONCodec()
}
