import ServiceCore
import Testing

@testable import ServiceLimits

/// Which limit of a wait comes first.
struct ExpiryTests {
    @Test(
        arguments: [
            (nil, nil, nil, nil), (2, nil, 12, .pendingTimeout), (nil, 15, 15, .deadline), (2, 15, 12, .pendingTimeout),
            (9, 15, 15, .deadline), (5, 15, 15, .deadline),
        ] as [(timeout: Int?, deadline: Int?, at: Int?, reason: LimitRefusal.Reason?)]
    )
    func `the nearer of timeout and deadline`(
        _ row: (timeout: Int?, deadline: Int?, at: Int?, reason: LimitRefusal.Reason?)
    ) {
        let expiry = Expiry(
            now: ServiceClock.Instant(offset: .seconds(10)),
            timeout: row.timeout.map { .seconds($0) },
            deadline: row.deadline.map { ServiceClock.Instant(offset: .seconds($0)) }
        )
        #expect(expiry?.at == row.at.map { .seconds($0) })
        #expect(expiry?.reason == row.reason)
    }
}
