import ServiceCore
import ServiceLimits
import Testing

/// RFC 9110 §10.2.3.
struct RetryAfterTests {
    /// Sun, 06 Nov 1994 08:49:37 GMT, by our clock.
    private let reader = ServerAdviceReader { .seconds(784_111_777) }

    private func delay(_ headers: HeaderFields, status: ResponseStatus = 429) -> Duration? {
        reader.advice(in: ResponseHead(status: status, headers: headers)).retryAfter
    }

    @Test(
        arguments: [
            ("0", .zero), ("1", .seconds(1)), ("120", .seconds(120)), ("0120", .seconds(120)),
            ("600", .seconds(600)),
            ("601", .seconds(600)), ("99999999999999999999999999999999", .seconds(600)),
            ("Sun, 06 Nov 1994 08:51:37 GMT", .seconds(120)), ("Sunday, 06-Nov-94 08:51:37 GMT", .seconds(120)),
            ("Sun Nov  6 08:51:37 1994", .seconds(120)), ("Sun, 06 Nov 1994 08:49:37 GMT", .zero),
            ("Sat, 05 Nov 1994 08:49:37 GMT", .zero), ("Fri, 31 Dec 9999 23:59:59 GMT", .seconds(600)),
            ("", nil), ("-1", nil), ("+1", nil), ("1.5", nil), ("1 s", nil), ("0x10", nil), ("1, 2", nil),
            ("soon", nil),
            ("\u{661}", nil),
        ] as [(String, Duration?)]
    )
    func `seconds or a date`(value: String, delay: Duration?) {
        #expect(self.delay(["Retry-After": value]) == delay)
    }

    @Test(arguments: [
        (429 as ResponseStatus, true), (503, true), (200, false), (301, false), (307, false), (413, false),
        (500, false), (504, false),
    ])
    func `it counts where it is about the service`(status: ResponseStatus, counts: Bool) {
        #expect(delay(["retry-after": "7"], status: status) == (counts ? .seconds(7) : nil))
    }

    @Test func `a date is held against that of the response, whatever our clock says`() {
        let date = "Thu, 01 Jan 2026 00:00:00 GMT"
        #expect(delay(["retry-after": "Thu, 01 Jan 2026 00:00:30 GMT", "date": date]) == .seconds(30))
        #expect(delay(["retry-after": "Thursday, 01-Jan-26 00:00:30 GMT", "date": date]) == .seconds(30))
        #expect(delay(["retry-after": "Sun, 06 Nov 1994 08:50:07 GMT", "date": "rubbish"]) == .seconds(30))
    }

    @Test func `what a cache kept is that much older`() {
        #expect(delay(["retry-after": "30", "age": "10"]) == .seconds(20))
        #expect(delay(["retry-after": "30", "age": "99999999999999999999"]) == .zero)
        #expect(delay(["retry-after": "30", "age": "-5"]) == .seconds(30))
        let date: HeaderFields = [
            "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT", "date": "Thu, 01 Jan 2026 00:00:00 GMT", "age": "10",
        ]
        #expect(delay(date) == .seconds(20))
    }

    @Test func `the longest of several, and those that are malformed are none`() {
        #expect(delay(["retry-after": "5", "Retry-After": "7", "retry-after": "x"]) == .seconds(7))
        #expect(delay(["retry-after": "x", "retry-after": "y"]) == nil)
    }

    @Test(arguments: [
        (Duration.seconds(60), Duration.seconds(60)), (.zero, .zero), (.seconds(-1), .zero),
        (.seconds(3600), .seconds(120)),
    ])
    func `no delay is longer than is believed`(maximum: Duration, delay: Duration) {
        let reader = ServerAdviceReader(maximumDelay: maximum)
        let head = ResponseHead(status: 503, headers: ["retry-after": "120"])
        #expect(reader.advice(in: head).retryAfter == delay)
    }

    @Test func `the system has a clock`() {
        // Somewhere from 2024 to 2286.
        let time = ServerAdviceReader().wallClock()
        #expect(time > .seconds(1_704_067_200) && time < .seconds(Int64(9_999_999_999)))
    }
}
