import ServiceCore
import Testing

@testable import ServiceLimits

struct AttemptEndingTests {
    @Test(arguments: [
        (200 as ResponseStatus, AttemptSample.Ending.success), (204, .success), (304, .success), (429, .overload),
        (503, .overload),
        (504, .overload), (400, .other), (401, .other), (404, .other), (500, .other), (502, .other), (0, .other),
    ])
    func `what a status says`(status: ResponseStatus, ending: AttemptSample.Ending) {
        #expect(AttemptSample.Ending(status, isStreamed: false) == ending)
        #expect(AttemptSample.Ending(status, isStreamed: true) == (ending == .success ? .other : ending))
    }

    @Test func `what an error says`() {
        #expect(AttemptSample.Ending(ServiceError(.deadlineExceeded, "late")) == .timeout)
        #expect(AttemptSample.Ending(ServiceError(.transportFailed, "lost")) == .other)
        #expect(AttemptSample.Ending(CancellationError()) == .other)
        let refusal = LimitRefusal(
            plugin: "RateLimit",
            partition: nil,
            reason: .deadline,
            waited: .zero,
            limit: 1,
            inFlight: nil,
            pending: 0,
            retryAfter: nil
        )
        #expect(AttemptSample.Ending(ServiceError(.deadlineExceeded, "its turn is too late", cause: refusal)) == .other)
    }
}
