#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A moment by the wall clock, in UTC: what a log says, as the clock of a client cannot be compared with that of another machine.
public struct LogTime: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    public var seconds: Int64
    /// Nanoseconds on top of the seconds: 0 to 999,999,999.
    public var nanoseconds: Int32

    /// Creates a moment.
    public init(seconds: Int64, nanoseconds: Int32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// The present moment.
    public static var now: LogTime {
        var time = timespec()
        // The address is valid for the call.
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return LogTime(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
    }
}

extension LogTime: CustomStringConvertible {
    /// The moment as RFC 3339 has it, with milliseconds: `2026-11-24T15:51:18.123Z`; years beyond its four digits as they are.
    public var description: String {
        let (days, second) = seconds.floorDivided(by: 86_400)
        let (year, month, day) = Self.date(days)
        let time = [second / 3600, second / 60 % 60, second % 60].map { Self.digits($0, 2) }.joined(separator: ":")
        return "\(Self.digits(year, 4))-\(Self.digits(month, 2))-\(Self.digits(day, 2))T\(time)"
            + ".\(Self.digits(Int64(min(max(nanoseconds, 0), 999_999_999) / 1_000_000), 3))Z"
    }

    /// The date of the proleptic Gregorian calendar that lies a number of days behind 1970-01-01 (Howard Hinnant, "chrono-Compatible
    /// Low-Level Date Algorithms"): years begin in March, so that the leap day is the last one.
    private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let (era, dayOfEra) = shifted.floorDivided(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func digits(_ number: Int64, _ count: Int) -> String {
        let text = String(number.magnitude)
        return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, count - text.count)) + text
    }
}

extension Int64 {
    /// The quotient, rounded down, and what is left of it, 0 or more.
    fileprivate func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
