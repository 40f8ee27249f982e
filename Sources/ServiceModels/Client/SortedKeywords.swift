import ServiceCore

/// The keywords of a call by what they are for.
struct SortedKeywords {
    private(set) var ofModel: [Keyword] = []
    private(set) var parameters = Parameters()
    private(set) var options: [ServiceOption] = []
    /// The value without a label.
    private(set) var input: (any Encodable & Sendable)?
    private var problems: [ModelProblem] = []

    /// - Throws: `ServiceError` for a value that an option or a path does not take.
    init(_ keywords: [Keyword], of client: ServiceClient, schema: ModelSchema?, variables: [String]) throws {
        for keyword in keywords {
            let (name, value) = (keyword.name, keyword.value)
            if name.isEmpty {
                guard let value else { continue }
                if input != nil {
                    problems.append(ModelProblem(.repeated, "", "two values have no keyword: give one model"))
                }
                input = value
            } else if let schema, schema.takes(name) {
                ofModel.append(keyword)
            } else if variables.contains(name) {
                if parameters[name] != nil {
                    problems.append(ModelProblem(.repeated, name, "is given twice: remove one"))
                }
                parameters[name] = try ParameterValue(keyword: name, value)
            } else if let option = try client.option(named: name, value) {
                options.append(option)
            } else {
                let names =
                    (schema?.keywords.map(\.name) ?? []) + variables
                    + client.optionNames.filter { $0 != PageLinkOption.name }
                let message = "is unknown" + NearestNames.suggestion(for: name, in: names)
                problems.append(ModelProblem(.unknown, name, message))
            }
        }
        if input != nil {
            problems += ofModel.map {
                ModelProblem(.unread, $0.name, "is given beside the model: give it in the model")
            }
        }
    }

    /// The input, or one error with the problems of the keywords and those of the input.
    func combined<Input>(_ input: Result<Input, any Error>, model: String) throws -> Input {
        switch input {
        case .success(let input) where problems.isEmpty: return input
        case .success: throw ModelError(model: model, problems: problems)
        case .failure(let error as ModelError):
            throw ModelError(
                model: error.model,
                problems: error.problems + problems,
                uncheckedBehind: error.uncheckedBehind
            )
        case .failure(let error): throw error
        }
    }
}
