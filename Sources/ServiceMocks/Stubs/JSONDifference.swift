import ServiceCore

/// Tells two JSON values apart, for people: `body.user.name is "Bob", not "Ada"`.
enum JSONDifference {
    /// Every place where a value is not as expected, in the order of the expected value.
    ///
    /// - Parameters:
    ///   - found: The value that is there.
    ///   - expected: The value that should be.
    ///   - isSubset: Whether objects may have members that the expected ones have not.
    ///   - redaction: What is masked.
    static func all(
        in found: DynamicValue,
        expected: DynamicValue,
        isSubset: Bool,
        _ redaction: Redaction = .standard
    ) -> [String] {
        var search = Search(isSubset: isSubset, redaction: redaction)
        search.compare(found, expected, at: "body", isSecret: false)
        return search.lines
    }

    private struct Search {
        let isSubset: Bool
        let redaction: Redaction
        var lines: [String] = []

        mutating func compare(_ found: DynamicValue?, _ expected: DynamicValue?, at path: String, isSecret: Bool) {
            switch (found, expected) {
            case (.object(let found)?, .object(let expected)?):
                for (name, value) in expected {
                    compare(
                        found[name],
                        value,
                        at: "\(path).\(name)",
                        isSecret: isSecret || redaction.isSecret(name)
                    )
                }
                for (name, value) in found where !isSubset && expected[name] == nil {
                    compare(value, nil, at: "\(path).\(name)", isSecret: isSecret || redaction.isSecret(name))
                }
            case (.array(let found)?, .array(let expected)?):
                for index in 0..<max(found.count, expected.count) {
                    // By `dropFirst`, for a plain `nil` would be a null that is there.
                    let (one, other) = (found.dropFirst(index).first, expected.dropFirst(index).first)
                    compare(one, other, at: "\(path)[\(index)]", isSecret: isSecret)
                }
            case (let found?, let expected?):
                if !Self.isEqual(found, expected) {
                    lines.append("\(path) is \(show(found, isSecret)), not \(show(expected, isSecret))")
                }
            case (nil, let expected?): lines.append("\(path) is missing, not \(show(expected, isSecret))")
            case (let found?, nil): lines.append("\(path) is \(show(found, isSecret)), and should not be there")
            case (nil, nil): break
            }
        }

        /// Numbers are equal where their value is, however they are written.
        private static func isEqual(_ found: DynamicValue, _ expected: DynamicValue) -> Bool {
            if found == expected { return true }
            switch (found, expected) {
            case (.int, .double), (.double, .int): return found.double == expected.double
            default: return false
            }
        }

        private func show(_ value: DynamicValue, _ isSecret: Bool) -> String {
            isSecret ? Redaction.mask : "\(redaction.excerpt(of: Array(value.description.utf8)))"
        }
    }
}
