import ServiceCore
import Testing

@testable import ServiceLimits

/// What a refused call is told.
struct LimitRefusalTests {
    private func refusal(_ reason: LimitRefusal.Reason, waited: Duration = .zero) -> LimitRefusal {
        LimitRefusal(
            plugin: "Pool",
            partition: nil,
            reason: reason,
            waited: waited,
            limit: 4,
            inFlight: 3,
            pending: 2,
            retryAfter: .seconds(1)
        )
    }

    @Test(arguments: [
        (LimitRefusal.Reason.pendingLimit, ServiceError.Code.tooManyRequestsPending),
        (.pendingTimeout, .tooMuchTimePending),
        (.deadline, .deadlineExceeded),
        (.clientClosed, .clientClosed),
        (.partitionLimit, .tooManyRequestsPending),
    ])
    func `every reason has a code, and every code a remedy`(reason: LimitRefusal.Reason, code: ServiceError.Code) {
        let error = ServiceError(refusal(reason))
        #expect(error.code == code)
        #expect(error.limitRefusal == refusal(reason))
        #expect(error.message.contains(": "))
        var rejections = LimitRejections()
        rejections.count(reason)
        #expect(rejections.total == 1)
    }

    @Test func `one look tells limits from everything else`() {
        #expect(ServiceError(.deadlineExceeded, "too late").limitRefusal == nil)
        #expect(ServiceError(.clientClosed, "closed", cause: TransportError(.closed, "closed")).limitRefusal == nil)
    }

    @Test func `the figures are in its description`() {
        #expect(
            refusal(.pendingTimeout, waited: .seconds(2)).description
                == "Pool: pendingTimeout (limit 4, 3 in flight, 2 pending, waited 2.0 seconds, retry after 1.0 seconds)"
        )
    }
}
