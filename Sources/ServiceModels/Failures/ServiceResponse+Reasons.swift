import ServiceCore

extension ServiceResponse {
    /// Decodes the body; where it is not of the model, the error tells everything that is not.
    func decoded<Output: Decodable & Sendable>(as type: Output.Type, _ session: ServiceSession) throws -> Output {
        do {
            return try session.codec.decode(type, from: self, session: session)
        } catch {
            let reasons = reasons(error, type, session)
            if reasons.isEmpty { throw error }
            let answer = status.isSuccessful ? "" : " of the answer with the status \(status)"
            throw ServiceError(.parsingFailed, "the body\(answer) is no \(TypeName.of(type))\(reasons)", cause: error)
        }
    }

    /// Everything in the body that is not as a model has it, a line for each; empty where that is not known.
    ///
    /// A decoder tells the first alone.
    func reasons<Output: Decodable & Sendable>(
        _ error: any Error,
        _ type: Output.Type,
        _ session: ServiceSession
    ) -> String {
        guard error is DecodingError, bytes.count <= Self.exploredSize,
            let body = try? session.codec.decode(AnyBody.self, from: self, session: session).value
        else { return "" }
        let exploration = Exploration(
            codec: session.codec,
            wording: .answer,
            limit: ModelError.toldProblems,
            redaction: session.redaction
        ) { run in
            try run.read(type, body.isNull ? .null : .value(body), at: "")
        }
        let lines = exploration.problems.map { problem in
            let isWhole = problem.name.isEmpty && problem.kind == .mistyped
            return "\n  - \(isWhole ? "it " : "")\(problem)"
        }
        return lines.isEmpty ? "" : ":" + lines.joined()
    }

    /// The largest body that is looked through, in bytes: it is read once for each problem.
    private static let exploredSize = 1 << 20
}

/// A body of any shape as the codec reads it, the names of its members as its strategies have them.
private struct AnyBody: Decodable, Sendable {
    let value: DynamicValue

    init(from decoder: any Decoder) throws {
        value = try DynamicValue(from: decoder)
    }
}
