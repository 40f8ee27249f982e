/// Finds the names that somebody may have meant.
package enum NearestNames {
    /// The names that are nearest to a misspelt one, the nearest first, three at most.
    ///
    /// A name counts as near when less than about half of its letters differ, without regard to case.
    package static func of(_ name: String, in names: some Sequence<String>) -> [String] {
        let wanted = Array(name.lowercased())
        return
            names
            .map { candidate in (candidate, distance(wanted, Array(candidate.lowercased()))) }
            .filter { $0.1 <= max(1, (max($0.0.count, wanted.count)) / 2 - 1) }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            .prefix(3)
            .map(\.0)
    }

    /// The end of a sentence, from its semicolon: the nearest names, or all of a few, or nothing.
    package static func suggestion(for name: String, in names: some Collection<String>) -> String {
        let near = of(name, in: names)
        if !near.isEmpty { return "; did you mean " + near.map { "\"\($0)\"" }.joined(separator: " or ") + "?" }
        if names.isEmpty || names.count > 12 { return "" }
        return "; there are " + names.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
    }

    /// The number of letters to insert, remove, replace or swap with their neighbour (optimal string alignment).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[right.count]
    }
}
