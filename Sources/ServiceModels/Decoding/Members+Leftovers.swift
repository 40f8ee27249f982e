import ServiceCore

extension Members {
    /// The problems of members that the model did not take.
    ///
    /// - Parameter isComplete: Whether the model has asked for everything that it reads.
    func leftovers(isComplete: Bool) -> [ModelProblem] {
        let known = schema.map(\.name)
        return used.indices.filter { !used[$0] }.compactMap { position in
            let name = name(at: position)
            if name.isEmpty {
                return ModelProblem(
                    .unknown,
                    "",
                    "there is a value without a keyword: write the keyword in front of it"
                )
            }
            if used.indices.contains(where: { $0 < position && self.name(at: $0) == name }) {
                return ModelProblem(.repeated, path(to: name), "is given twice: remove one")
            }
            guard isKey(name) else {
                return ModelProblem(
                    .unknown,
                    path(to: name),
                    "is unknown" + NearestNames.suggestion(for: name, in: known)
                )
            }
            guard isComplete else { return nil }
            return ModelProblem(.unread, path(to: name), "is not read beside the other values: remove it")
        }
    }
}
