import Testing

@testable import ServiceLimits

struct NanosecondsTests {
    @Test(
        arguments: [
            (Duration.zero, 0, 0), (.nanoseconds(1), 1, 1), (.seconds(1.5), 1_500_000_000, 1_500_000_000),
            (Duration(secondsComponent: 0, attosecondsComponent: 1), 0, 1),
            (
                Duration(secondsComponent: 3, attosecondsComponent: 999_999_999_999_999_999), 3_999_999_999,
                4_000_000_000
            ),
            (Duration(secondsComponent: 0, attosecondsComponent: -1), -1, 0),
            (Duration(secondsComponent: -2, attosecondsComponent: -1_000_000_001), -2_000_000_002, -2_000_000_001),
        ] as [(Duration, Int, Int)]
    )
    func `down and up`(duration: Duration, down: Int, up: Int) {
        #expect(duration.wholeNanoseconds == down)
        #expect(duration.nanosecondsRoundedUp == up)
        #expect(Duration(nanoseconds: Nanoseconds(down)).wholeNanoseconds == down)
    }

    @Test(
        arguments: [(7, 2, 4), (8, 2, 4), (-7, 2, -3), (-8, 2, -4), (0, 5, 0)]
            as [(Int, Int, Int)]
    )
    func `division rounds up`(dividend: Int, divisor: Int, quotient: Int) {
        #expect(Nanoseconds(dividend).dividedRoundingUp(by: Nanoseconds(divisor)) == quotient)
    }
}
