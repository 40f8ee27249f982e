import ServiceCore

/// What a method over a model takes, and how its arguments are told apart.
struct MethodSignature<Model: ParameterObject, Argument: Sendable>: Sendable {
    let name: String
    let model: String
    let before: [any AnyMethodParameter]
    let after: [any AnyMethodParameter]
    let codec: any ServiceCodec
    /// Makes what the method takes of a model.
    let lift: @Sendable (Model) -> Argument

    private var others: [any AnyMethodParameter] { before + after }

    /// The keywords of all parameters, in order.
    private var names: [String] { before.map(\.name) + [model] + after.map(\.name) }

    var description: String {
        let ofModel = "\(model): \(TypeName.of(Model.self)), or its keywords \(Model.schema)"
        return "\(name)(\((before.map(\.description) + [ofModel] + after.map(\.description)).joined(separator: ", ")))"
    }

    /// Tells the arguments of a call apart.
    ///
    /// - Throws: ``ModelError`` with all that is wrong with any of them.
    func bind(_ keywords: [Keyword]) throws(ModelError) -> (Argument, MethodArguments) {
        var problems: [ModelProblem] = []
        var given: [String: Keyword] = [:]
        var ofModel: [Keyword] = []
        let labels = keywords.map(\.name)
        // What has no label fills the parameters that have none given by label, in their order.
        var open = names.filter { !labels.contains($0) }[...]
        for keyword in keywords {
            if keyword.name.isEmpty {
                if let parameter = open.popFirst() {
                    given[parameter] = keyword
                } else {
                    problems.append(ModelProblem(.unknown, "", "there are more values than parameters: remove some"))
                }
            } else if names.contains(keyword.name) {
                if given.updateValue(keyword, forKey: keyword.name) != nil {
                    problems.append(ModelProblem(.repeated, keyword.name, "is given twice: remove one"))
                }
            } else {
                ofModel.append(keyword)
            }
        }
        var problemsOfOthers: [ModelProblem] = []
        var values: [String: any Sendable] = [:]
        for parameter in others {
            let value = given[parameter.name].map { $0.value.map { .keyword($0) } ?? .null } ?? Members.Given.absent
            values[parameter.name] = parameter.read(value, codec: codec, &problemsOfOthers)
        }
        var argument: Argument?
        do {
            argument = try self.argument(given[model], keywords: ofModel)
        } catch {
            problems = error.problems + problems
        }
        problems = problemsOfOthers + problems
        guard problems.isEmpty, let argument else { throw ModelError(model: name, problems: problems) }
        return (argument, MethodArguments(values: values))
    }

    private func argument(_ given: Keyword?, keywords: [Keyword]) throws(ModelError) -> Argument {
        guard let given else {
            return lift(try KeywordInitializer<Model>(codec: codec).make(keywords))
        }
        if !keywords.isEmpty {
            let problems = keywords.map { keyword in
                ModelProblem(
                    .unread,
                    keyword.name,
                    "is given beside \"\(model)\": give it in the model, or leave that out"
                )
            }
            throw ModelError(model: name, problems: problems)
        }
        if given.value == nil,
            let none = (Argument.self as? any ExpressibleByNilLiteral.Type)?.init(nilLiteral: ()) as? Argument
        {
            return none
        }
        if let argument = given.value as? Argument {
            try Validation.check(argument)
            return argument
        }
        var problems: [ModelProblem] = []
        let exploration = Exploration(codec: codec) { run in
            try run.read(Model.self, given.value.map { .keyword($0) } ?? .null, at: model)
        }
        guard let model = exploration.value(&problems) else { throw ModelError(model: name, problems: problems) }
        try Validation.check(model)
        return lift(model)
    }
}
