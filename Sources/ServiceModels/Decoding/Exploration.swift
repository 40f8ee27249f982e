import ServiceCore

/// What comes of reading a model again and again, past one more problem each time.
struct Exploration<Value> {
    /// The value, where there is no problem.
    private(set) var value: Value?
    private(set) var problems: [ModelProblem] = []
    /// The type of which no value could be made up to go on.
    private(set) var stoppedAt: String?
    /// The members of all objects of the last reading, which came furthest.
    private(set) var members: [Members] = []
    /// Whether that reading came to its end.
    private(set) var isComplete = false

    /// Explores a reading.
    ///
    /// - Parameters:
    ///   - codec: Reads what has several spellings.
    ///   - wording: How problems are told.
    ///   - limit: The most problems that are looked for. Each costs another reading.
    ///   - redaction: Masks what an `init(from:)` says of its failure.
    ///   - read: The reading.
    init(
        codec: any ServiceCodec,
        wording: ProblemWording = .keywords,
        limit: Int = 100,
        redaction: @autoclosure () -> Redaction = .standard,
        _ read: (DecodingRun) throws -> Value
    ) {
        var found: [Int: ModelProblem] = [:]
        // A model that reads differently each time must come to an end too.
        for _ in 0..<2 * limit {
            let run = DecodingRun(.exploring(past: Set(found.keys)), codec: codec, wording: wording)
            defer { members = run.members }
            do {
                value = try read(run)
                isComplete = true
                problems = run.endless
            } catch DecodingRun.Interruption.problem(let problem, let number) where found.count < limit {
                // Behind another problem than before, the numbers of those that followed are others.
                found = found.filter { $0.key < number }
                found[number] = problem
                continue
            } catch DecodingRun.Interruption.unfillable(let type) {
                stoppedAt = type
            } catch is DecodingRun.Interruption {
                problems = [ModelProblem(.invalid, "", "there are more problems, which were not looked for")]
            } catch  where found.isEmpty {
                let message = redaction().text(Self.text(of: error), limit: 1000)
                problems = [ModelProblem(.invalid, "", "the model refuses what it is made of: \(message)")]
            } catch {
                // The model may refuse what was made up for it.
            }
            break
        }
        problems = found.sorted { $0.key < $1.key }.map(\.value) + problems
        if !problems.isEmpty { value = nil }
    }

    /// What an `init(from:)` says about its failure.
    private static func text(of error: any Error) -> String {
        switch error {
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.keyNotFound(_, let context), DecodingError.dataCorrupted(let context):
            context.debugDescription
        default: "\(error)"
        }
    }
}
