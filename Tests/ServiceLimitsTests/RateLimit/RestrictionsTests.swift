import TestSupport
import Testing

@testable import ServiceLimits

/// What makes a limit tighter for a while.
struct RestrictionsTests {
    private func restrictions(_ all: [(remaining: Int, until: Nanoseconds)]) -> Restrictions {
        all.reduce(into: Restrictions()) {
            $0.add(Restrictions.Restriction(remaining: $1.remaining, until: $1.until), at: 0)
        }
    }

    @Test func `nothing is restricted at first`() {
        var none = restrictions([])
        #expect(none.available(at: 0) == nil)
        #expect(none.earliestStart(of: 100) == nil)
    }

    @Test func `it ends by itself`() {
        var some = restrictions([(2, 10)])
        #expect(some.available(at: 9) == 2)
        #expect(some.available(at: 10) == nil)
    }

    @Test func `starts use it up`() {
        var some = restrictions([(3, 10), (5, 20)])
        some.take(2)
        #expect(some.available(at: 0) == 1)
        #expect(some.earliestStart(of: 1) == nil)
        #expect(some.earliestStart(of: 2) == 10)
        #expect(some.earliestStart(of: 4) == 20)
    }

    @Test(
        arguments: [
            (first: (0, 20), second: (0, 10), available: [0, 0]),
            (first: (0, 10), second: (0, 20), available: [0, 0]),
            (first: (1, 20), second: (3, 20), available: [1, 1]),
            (first: (1, 10), second: (3, 20), available: [1, 3]),
            (first: (3, 20), second: (1, 10), available: [1, 3]),
        ] as [(first: (Int, Nanoseconds), second: (Int, Nanoseconds), available: [Int])]
    )
    func `the second never loosens the first`(
        first: (Int, Nanoseconds),
        second: (Int, Nanoseconds),
        available: [Int]
    ) {
        var some = restrictions([first, second])
        #expect([5, 15].map { some.available(at: $0) ?? .max } == available)
    }

    @Test(arguments: 0..<100)
    func `never looser than the last one, and few are kept`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var some = Restrictions()
        var now: Nanoseconds = 0
        for _ in 0..<100 {
            now += Nanoseconds(Int.random(in: 0...3, using: &random))
            let before = some.available(at: now) ?? .max
            let next = Restrictions.Restriction(
                remaining: Int.random(in: 0...9, using: &random),
                until: now + Nanoseconds(Int.random(in: -2...20, using: &random))
            )
            some.add(next, at: now)
            #expect(some.all.count <= Restrictions.maximumCount)
            #expect((some.available(at: now) ?? .max) <= (next.until > now ? min(before, next.remaining) : before))
            some.take(Int.random(in: 0...2, using: &random))
        }
    }
}
