import Testing

@testable import ServiceLimits

/// RFC 9110 §5.6.7.
struct HTTPDateTests {
    /// The beginning of 2026.
    private static let now: Int64 = 1_767_225_600

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777 as Int64), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
        ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Wed Nov 16 08:49:37 1994", 784_975_777),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
        ("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400),
        ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800), ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
        ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800), ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ("Sat, 01 Jan 0000 00:00:00 GMT", -62_167_219_200),
    ])
    func `a date`(text: String, seconds: Int64) {
        #expect(HTTPDate.secondsSince1970(text, now: Self.now) == seconds)
    }

    @Test(arguments: [
        ("Friday, 01-Jan-70 00:00:00 GMT", 2070), ("Friday, 01-Jan-76 00:00:00 GMT", 2076),
        ("Friday, 01-Jan-77 00:00:00 GMT", 1977),
        ("Friday, 01-Jan-99 00:00:00 GMT", 1999), ("Friday, 01-Jan-00 00:00:00 GMT", 2000),
        ("Friday, 01-Jan-26 00:00:00 GMT", 2026),
    ])
    func `a year of two digits lies within fifty years`(text: String, year: Int) {
        let expected = HTTPDate.secondsSince1970("Fri, 01 Jan \(year) 00:00:00 GMT", now: Self.now)
        #expect(HTTPDate.secondsSince1970(text, now: Self.now) == expected)
    }

    @Test func `every day from 1600 to 2400 follows the one before`() {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var expected: Int64 = -11_676_096_000
        var days = 0
        for year in 1600..<2400 {
            for month in months {
                for day in 1...31 {
                    let text = "Mon, \(day < 10 ? "0" : "")\(day) \(month) \(year) 00:00:00 GMT"
                    guard let seconds = HTTPDate.secondsSince1970(text, now: 0) else { continue }
                    if seconds != expected { Issue.record("\(text) is \(seconds)") }
                    expected += 86_400
                    days += 1
                }
            }
        }
        #expect(days == 2 * 146_097)
    }

    @Test(arguments: [
        "", "0", "-1", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
        "sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT", "Sun 06 Nov 1994 08:49:37 GMT", "Sun,  06 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 Nov 19994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT", "Sun, 29 Feb 1900 08:49:37 GMT",
        "Sun, 29 Feb 2023 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov -994 08:49:37 GMT", "Sun, +6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sun, 06-Nov-94 08:49:37 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT", "Sunday, 06 Nov 94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994", "Sun Nov 06 08:49:37 94", "Sun Nov  16 08:49:37 1994", "Sunday Nov  6 08:49:37 1994",
        "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:3\u{661} GMT",
    ])
    func `no date`(text: String) {
        #expect(HTTPDate.secondsSince1970(text, now: Self.now) == nil)
    }
}
