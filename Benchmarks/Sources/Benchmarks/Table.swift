/// Prints rows under a heading: what, its best time, the goal, the median time, allocations.
struct Table {
    init(_ title: String) {
        print("\n\(title)")
        Self.printRow(["", "best", "goal", "median", "allocations"])
    }

    func row(_ name: String, goal: Int? = nil, _ measurement: Measurement) {
        Self.printRow([
            name,
            "\(Int(measurement.best.rounded())) ns",
            goal.map { "\($0) ns" } ?? "",
            "\(Int(measurement.median.rounded())) ns",
            measurement.allocations.map { "\(($0 * 10).rounded() / 10)" } ?? "not counted here",
        ])
    }

    private static func printRow(_ cells: [String]) {
        let widths = [44, 10, 9, 10, 12]
        let padded = zip(cells, widths).enumerated().map { index, cell in
            let padding = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
            return index == 0 ? cell.0 + padding : padding + cell.0
        }
        print(padded.joined(separator: "  "))
    }
}
