import ServiceLogging
import Testing

struct LogTimeTests {
    /// Moments as `date -u -d @SECONDS +%FT%T` tells them.
    @Test(
        arguments: [
            (0, 0, "1970-01-01T00:00:00.000Z"), (1_795_535_478, 123_999_999, "2026-11-24T15:51:18.123Z"),
            (951_782_400, 0, "2000-02-29T00:00:00.000Z"), (4_107_542_399, 999_000_000, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400, 0, "2100-03-01T00:00:00.000Z"), (-1, 0, "1969-12-31T23:59:59.000Z"),
            (1_709_164_800, 0, "2024-02-29T00:00:00.000Z"), (1_735_689_599, 0, "2024-12-31T23:59:59.000Z"),
            (-2_203_891_200, 0, "1900-03-01T00:00:00.000Z"), (-62_135_596_801, 0, "0000-12-31T23:59:59.000Z"),
            (-62_167_219_201, 0, "-0001-12-31T23:59:59.000Z"), (253_402_300_800, 0, "10000-01-01T00:00:00.000Z"),
            (.max, .max, "292277026596-12-04T15:30:07.999Z"), (.min, .min, "-292277022657-01-27T08:29:52.000Z"),
        ] as [(Int64, Int32, String)]
    )
    func `as RFC 3339 has it`(seconds: Int64, nanoseconds: Int32, text: String) {
        #expect(LogTime(seconds: seconds, nanoseconds: nanoseconds).description == text)
    }

    @Test func `the present moment is behind the day on which this was written`() {
        #expect(LogTime.now.seconds > 1_700_000_000)
        #expect((0..<1_000_000_000).contains(LogTime.now.nanoseconds))
    }
}
