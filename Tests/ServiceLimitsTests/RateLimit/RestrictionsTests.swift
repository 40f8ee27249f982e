import TestSupport
import Testing

@testable import ServiceLimits

/// What makes a limit tighter for a while.
struct RestrictionsTests {
    private func restrictions(_ all: [(remaining: Int, until: Int)]) -> Subject<Restrictions> {
        all.reduce(into: Subject(Restrictions())) {
            $0.value.add(Restrictions.Restriction(remaining: $1.remaining, until: Nanoseconds($1.until)), at: 0)
        }
    }

    @Test func `nothing is restricted at first`() {
        let none = restrictions([])
        #expect(none.value.available(at: 0) == nil)
        #expect(none.value.earliestStart(of: 100) == nil)
    }

    @Test func `it ends by itself`() {
        let some = restrictions([(2, 10)])
        #expect(some.value.available(at: 9) == 2)
        #expect(some.value.available(at: 10) == nil)
    }

    @Test func `starts use it up`() {
        let some = restrictions([(3, 10), (5, 20)])
        some.value.take(2)
        #expect(some.value.available(at: 0) == 1)
        #expect(some.value.earliestStart(of: 1) == nil)
        #expect(some.value.earliestStart(of: 2) == 10)
        #expect(some.value.earliestStart(of: 4) == 20)
    }

    @Test(
        arguments: [
            (first: (0, 20), second: (0, 10), available: [0, 0]),
            (first: (0, 10), second: (0, 20), available: [0, 0]),
            (first: (1, 20), second: (3, 20), available: [1, 1]),
            (first: (1, 10), second: (3, 20), available: [1, 3]),
            (first: (3, 20), second: (1, 10), available: [1, 3]),
        ] as [(first: (Int, Int), second: (Int, Int), available: [Int])]
    )
    func `the second never loosens the first`(
        first: (Int, Int),
        second: (Int, Int),
        available: [Int]
    ) {
        let some = restrictions([first, second])
        #expect([5, 15].map { some.value.available(at: $0) ?? .max } == available)
    }

    @Test(arguments: 0..<100)
    func `never looser than the last one, and few are kept`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let some = Subject(Restrictions())
        var now: Nanoseconds = 0
        for _ in 0..<100 {
            now += Nanoseconds(Int.random(in: 0...3, using: &random))
            let before = some.value.available(at: now) ?? .max
            let next = Restrictions.Restriction(
                remaining: Int.random(in: 0...9, using: &random),
                until: now + Nanoseconds(Int.random(in: -2...20, using: &random))
            )
            some.value.add(next, at: now)
            #expect(some.value.all.count <= Restrictions.maximumCount)
            #expect(
                (some.value.available(at: now) ?? .max) <= (next.until > now ? min(before, next.remaining) : before)
            )
            some.value.take(Int.random(in: 0...2, using: &random))
        }
    }

    @Test(arguments: 0..<100)
    func `however many there are, nothing that was said is forgotten`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let all = (0..<20).map { _ in
            (remaining: Int.random(in: 0...50, using: &random), until: Int.random(in: 1...60, using: &random))
        }
        let some = restrictions(all)
        #expect(some.value.all.count <= Restrictions.maximumCount)
        for now in 0..<60 {
            let said = all.filter { $0.until > now }.map(\.remaining).min() ?? .max
            #expect((some.value.available(at: Nanoseconds(now)) ?? .max) <= said)
        }
        #expect(some.value.available(at: 60) == nil)
    }
}
