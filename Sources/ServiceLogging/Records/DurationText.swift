/// Durations as logs have them.
enum DurationText {
    /// `214 ms`, `3.4 ms`, `0.21 ms`: always milliseconds, so that a column of them can be compared.
    static func milliseconds(_ duration: Duration) -> String {
        let microseconds = duration / .microseconds(1)
        switch abs(microseconds) {
        case 10_000...: return "\(decimal(microseconds / 1000, places: 0)) ms"
        case 1000...: return "\(decimal(microseconds / 1000, places: 1)) ms"
        default: return "\(decimal(microseconds / 1000, places: 2)) ms"
        }
    }

    /// A number with as many digits behind the point, rounded.
    static func decimal(_ number: Double, places: Int) -> String {
        let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
        // More than an Int holds is no time that anybody has waited.
        let scaled = Int((min(abs(number), 1e15) * Double(scale)).rounded())
        let sign = number < 0 && scaled > 0 ? "-" : ""
        if places == 0 { return "\(sign)\(scaled)" }
        let digits = String(scaled % scale)
        return "\(sign)\(scaled / scale).\(String(repeating: "0", count: places - digits.count))\(digits)"
    }
}
