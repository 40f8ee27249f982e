import ServiceCore
import ServiceLimits
import Testing

struct LegacyRateLimitFieldsTests {
    private func quotas(_ headers: HeaderFields, reset: LegacyRateLimitReset?) -> [ServerQuota] {
        let reader = ServerAdviceReader(legacyReset: reset) { .seconds(1_767_225_600) }
        return reader.advice(in: ResponseHead(status: 200, headers: headers)).quotas
    }

    @Test func `they are read on request only`() {
        #expect(quotas(["x-ratelimit-remaining": "3", "x-ratelimit-reset": "10"], reset: nil) == [])
    }

    @Test(
        arguments: [
            ("30", .delaySeconds, .seconds(30)), ("1767225630", .unixTime, .seconds(30)),
            ("1767225630", .delaySeconds, .seconds(600)), ("30", .unixTime, .zero),
            ("99999999999999999999", .unixTime, .seconds(600)), ("-1", .delaySeconds, nil),
            ("soon", .delaySeconds, nil),
        ] as [(String, LegacyRateLimitReset, Duration?)]
    )
    func `the reset is meant as is said`(value: String, meaning: LegacyRateLimitReset, reset: Duration?) {
        let headers: HeaderFields = [
            "X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "3", "X-RateLimit-Reset": value,
        ]
        #expect(
            quotas(headers, reset: meaning) == [
                ServerQuota(policy: "x-ratelimit", quota: 60, remaining: 3, reset: reset)
            ]
        )
    }

    @Test(
        arguments: [
            [:], ["x-ratelimit-remaining": "x"], ["x-ratelimit-remaining": "-1"], ["x-ratelimit-remaining": "1, 2"],
        ] as [HeaderFields]
    )
    func `without a number that remains there is nothing`(headers: HeaderFields) {
        #expect(quotas(headers, reset: .delaySeconds) == [])
    }

    @Test func `a date of the response is the clock of its reset`() {
        let headers: HeaderFields = [
            "x-ratelimit-remaining": "0", "x-ratelimit-reset": "784111807", "date": "Sun, 06 Nov 1994 08:49:37 GMT",
        ]
        #expect(quotas(headers, reset: .unixTime).map(\.reset) == [.seconds(30)])
    }
}
