/// Finds the names that somebody may have meant.
package enum NearestNames {
    /// Of longer names, and of more names, none is looked at: the search costs about their product.
    private static let longest = 100
    private static let most = 1000

    /// The names that are nearest to a misspelt one, the nearest first, three at most.
    ///
    /// A name counts as near when less than about half of its letters differ, without regard to case. Names of more than 100
    /// bytes are near to none, and of more than 1,000 names of about the same length the first 1,000 are compared.
    package static func of(_ name: String, in names: some Sequence<String>) -> [String] {
        guard name.utf8.count <= longest else { return [] }
        let wanted = Array(name.lowercased())
        return
            names.lazy
            .filter { candidate in
                // Cheap, and it leaves few: what differs in length differs in as many letters.
                let count = candidate.utf8.count
                return count <= longest && candidate.count <= 2 * wanted.count + 2
                    && wanted.count <= 2 * candidate.count + 2
            }
            .prefix(most)
            .compactMap { candidate in
                let letters = Array(candidate.lowercased())
                let limit = max(1, max(letters.count, wanted.count) / 2 - 1)
                return distance(wanted, letters, limit: limit).map { (candidate, $0) }
            }
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

    /// The number of letters to insert, remove, replace or swap with their neighbour (optimal string alignment), `nil` above a limit.
    private static func distance(_ left: [Character], _ right: [Character], limit: Int) -> Int? {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            row.reserveCapacity(last.count)
            for j in right.indices {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            // What comes is reached from one of two rows, and never less.
            if row.allSatisfy({ $0 > limit }), last.allSatisfy({ $0 > limit }) { return nil }
            (beforeLast, last) = (last, row)
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }
}
