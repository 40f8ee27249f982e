import Testing

@testable import ServiceLimits

struct RestrictionTests {
    struct Case: Sendable {
        var advice: ServerAdvice
        var restrictions: [ServerAdvice.Restriction] = []
    }

    private static let left = ServerQuota(policy: "left", remaining: 5, reset: .seconds(60))
    private static let gone = ServerQuota(policy: "gone", remaining: 0, reset: .seconds(1))

    @Test(arguments: [
        Case(advice: ServerAdvice()),
        Case(advice: ServerAdvice(retryAfter: .zero)),
        Case(advice: ServerAdvice(retryAfter: .seconds(3)), restrictions: [.init(remaining: 0, duration: .seconds(3))]),
        Case(
            advice: ServerAdvice(quotas: [left, gone]),
            restrictions: [.init(remaining: 5, duration: .seconds(60)), .init(remaining: 0, duration: .seconds(1))]
        ),
        Case(
            advice: ServerAdvice(retryAfter: .seconds(3), quotas: [left]),
            restrictions: [.init(remaining: 0, duration: .seconds(3))]
        ),
        Case(
            advice: ServerAdvice(quotas: [
                ServerQuota(policy: "a", remaining: 5), ServerQuota(policy: "b", reset: .seconds(5)),
            ])
        ),
        Case(advice: ServerAdvice(quotas: [ServerQuota(policy: "a", remaining: 5, reset: .zero)])),
        Case(
            advice: ServerAdvice(quotas: [
                ServerQuota(policy: "a", unit: "content-bytes", remaining: 5, reset: .seconds(5))
            ])
        ),
        Case(
            advice: ServerAdvice(quotas: [ServerQuota(policy: "a", unit: "request", remaining: 5, reset: .seconds(5))]),
            restrictions: [.init(remaining: 5, duration: .seconds(5))]
        ),
    ])
    func `what advice means for the next requests`(_ example: Case) {
        #expect(example.advice.restrictions == example.restrictions)
    }
}
