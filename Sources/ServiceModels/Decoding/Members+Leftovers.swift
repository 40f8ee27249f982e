import ServiceCore

extension Members {
    /// The most problems that are told of members which nothing took.
    private static let maximumLeftovers = 100

    /// The problems of members that no model took.
    static func leftovers(of exploration: Exploration<some Any>) -> [ModelProblem] {
        var problems: [ModelProblem] = []
        for members in exploration.members where problems.count < maximumLeftovers && !members.isUsedUp {
            problems += members.leftovers(isComplete: exploration.isComplete, limit: maximumLeftovers - problems.count)
        }
        return problems
    }

    private func leftovers(isComplete: Bool, limit: Int) -> [ModelProblem] {
        let known = askedNames
        var problems: [ModelProblem] = []
        for position in 0..<count where problems.count < limit && !isUsed(position) {
            guard let problem = leftover(at: position, among: known, isComplete: isComplete) else { continue }
            problems.append(problem)
            // The same members may have been read as another type too.
            use(position)
        }
        return problems
    }

    private func leftover(at position: Int, among known: [String], isComplete: Bool) -> ModelProblem? {
        let name = name(at: position)
        if name.isEmpty, isOfKeywords {
            return ModelProblem(.unknown, "", "there is a value without a keyword: write the keyword in front of it")
        }
        if (0..<position).contains(where: { self.name(at: $0) == name }) {
            return ModelProblem(.repeated, path(to: name), "is given twice: remove one")
        }
        guard isKey(name) else {
            let suggestion = NearestNames.suggestion(for: name, in: known)
            return ModelProblem(.unknown, path(to: name), "is unknown" + suggestion)
        }
        return isComplete
            ? ModelProblem(.unread, path(to: name), "is not read beside the other values: remove it") : nil
    }
}
