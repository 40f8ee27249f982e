import ServiceCore

extension CallTimeline: CustomStringConvertible {
    /// The timeline as a table: when each stage was reached, how long that took, and of which attempt it is.
    ///
    /// ```
    ///      at     took
    ///  0.00 ms  0.00 ms      prepareSession
    ///  0.03 ms  0.03 ms      preparePayload
    ///  0.05 ms  0.02 ms  #1  interceptAttempt
    ///   500 ms   500 ms  #1  willSend
    ///   512 ms    12 ms  #1  didReceive
    /// ```
    /// Of a long one it shows the beginning and the end, 25 stages each, and between them how many more there are.
    public var description: String { lines.joined(separator: "\n") }

    /// How many stages of the beginning are shown, and as many of the end.
    private static let shownHalf = 25

    /// The lines of the table.
    var lines: [String] {
        let isWhole = omitted == 0 && events.count <= 2 * Self.shownHalf
        let middle = isWhole ? events.count : events.count / 2
        let head = events.indices[..<middle].prefix(isWhole ? middle : Self.shownHalf)
        let tail = events.indices[middle...].suffix(Self.shownHalf)
        let rows = (Array(head) + tail).map { index in
            [
                DurationText.milliseconds(events[index].offset), DurationText.milliseconds(gap(before: index)),
                events[index].attempt > 0 ? "#\(events[index].attempt)" : "", events[index].stage.description,
            ]
        }
        let table = [["at", "took", "", "stage"]] + rows
        let widths = (0..<3).map { column in table.map { $0[column].count }.max() ?? 0 }
        var lines = table.map { row in
            let cells = zip(row, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 2 ? cell.0 + padding : padding + cell.0
            }
            return (cells.filter { !$0.isEmpty } + [row[3]]).joined(separator: "  ")
        }
        let hidden = omitted + events.count - rows.count
        if hidden > 0 { lines.insert("… \(hidden) more", at: 1 + head.count) }
        return lines
    }
}
