/// Prints rows under a heading: what, time, goal, spread, allocations.
struct Table {
    init(_ title: String) {
        print("\n\(title)")
        Self.printRow(["", "median", "goal", "spread", "allocations"])
    }

    func row(_ name: String, goal: Int? = nil, _ measurement: Measurement) {
        Self.printRow([
            name,
            "\(Int(measurement.nanoseconds.rounded())) ns",
            goal.map { "\($0) ns" } ?? "",
            "\(Int(measurement.spread.lowerBound))–\(Int(measurement.spread.upperBound))",
            measurement.allocations.map { "\($0)" } ?? "not counted here",
        ])
    }

    private static func printRow(_ cells: [String]) {
        let widths = [44, 10, 9, 13, 12]
        let padded = zip(cells, widths).enumerated().map { index, cell in
            let padding = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
            return index == 0 ? cell.0 + padding : padding + cell.0
        }
        print(padded.joined(separator: "  "))
    }
}
