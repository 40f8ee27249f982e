/// A date of HTTP, RFC 9110 §5.6.7: the preferred form, that of RFC 850 with two digits of the year, and that of C's `asctime`.
enum HTTPDate {
    /// Reads a date.
    ///
    /// - Parameter now: The present moment, by which the century of a two-digit year is told.
    /// - Returns: The seconds since the beginning of 1970, UTC, or `nil` where the text has none of the three forms.
    static func secondsSince1970(_ text: String, now: Int64) -> Int64? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        switch parts.count {
        case 6 where parts[0].hasSuffix(","):
            guard weekdays.contains(parts[0].dropLast()), parts[5] == "GMT" else { return nil }
            return seconds(year: number(parts[3], digits: 4), parts[2], number(parts[1], digits: 2), parts[4])
        case 4:
            let date = parts[1].split(separator: "-", omittingEmptySubsequences: false)
            guard longWeekdays.contains(parts[0]), date.count == 3, parts[3] == "GMT" else { return nil }
            let year = number(date[2], digits: 2).map { yearNear(now, endingIn: $0) }
            return seconds(year: year, date[1], number(date[0], digits: 2), parts[2])
        case 5:
            guard weekdays.contains(parts[0]) else { return nil }
            return seconds(year: number(parts[4], digits: 4), parts[1], number(parts[2], digits: 2), parts[3])
        case 6 where parts[2].isEmpty:
            guard weekdays.contains(parts[0]) else { return nil }
            return seconds(year: number(parts[5], digits: 4), parts[1], number(parts[3], digits: 1), parts[4])
        default:
            return nil
        }
    }

    private static let weekdays: Set<Substring> = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let longWeekdays: Set<Substring> = [
        "Monday,", "Tuesday,", "Wednesday,", "Thursday,", "Friday,", "Saturday,", "Sunday,",
    ]
    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func number(_ text: Substring, digits: Int) -> Int64? {
        text.utf8.count == digits ? Int64(delaySeconds: text) : nil
    }

    private static func seconds(year: Int64?, _ month: Substring, _ day: Int64?, _ time: Substring) -> Int64? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { number($0, digits: 2) }
        guard let year, let day, let month = months.firstIndex(of: month),
            clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            day >= 1, day <= dayCount(ofMonth: month, year: year), hour < 24, minute < 60, second <= 60
        else { return nil }
        // The second 60 is a leap second.
        return ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
    }

    private static func dayCount(ofMonth month: Int, year: Int64) -> Int64 {
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 1 && isLeapYear ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]
    }

    /// Counts years from March on, so that the leap day is the last of its year (Howard Hinnant, chrono-Compatible Low-Level
    /// Date Algorithms, `days_from_civil`).
    private static func daysSince1970(_ year: Int64, _ month: Int, _ day: Int64) -> Int64 {
        let marchYear = month < 2 ? year + 399 : year + 400
        let dayOfYear = (153 * Int64((month + 10) % 12) + 2) / 5 + day - 1
        return 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - (719_468 + 146_097)
    }

    /// The year of these last two digits that lies no more than 50 years ahead, and less than 50 back.
    private static func yearNear(_ now: Int64, endingIn digits: Int64) -> Int64 {
        let averageYear: Int64 = 31_556_952
        let latest = 1970 + now / averageYear + 50
        return latest - (latest - digits) % 100
    }
}
