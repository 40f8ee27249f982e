import TestSupport
import Testing

@testable import ServiceLimits

/// The exact log: no window at any offset has more than the limit.
struct SlidingLogTests {
    @Test func `a start counts for a period, its end excluded`() {
        let log = Subject(SlidingLog(limit: 2, period: .nanoseconds(10_000)))
        log.value.take(1, at: 0)
        log.value.take(1, at: 4_000)
        #expect(log.value.admits(1, at: 9_999) == false)
        #expect(log.value.earliestStart(of: 1, at: 5_000) == 10_000)
        #expect(log.value.admits(1, at: 10_000) == true)
        #expect(log.value.admits(2, at: 13_999) == false)
        #expect(log.value.admits(2, at: 14_000) == true)
    }

    @Test func `the places are taken in turn`() {
        let log = Subject(SlidingLog(limit: 3, period: .nanoseconds(1000)))
        log.value.take(1, at: 100)
        log.value.take(1, at: 300)
        #expect((1...7).map { log.value.earliestStart(of: $0, at: 400) } == [400, 1100, 1300, 1400, 2100, 2300, 2400])
    }

    @Test(arguments: 0..<200)
    func `no window has more than the limit, and a start is never later than it must be`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let limit = Int.random(in: 1...40, using: &random)
        let period = Nanoseconds(Int.random(in: 1...2000, using: &random))
        let log = Subject(SlidingLog(limit: limit, period: .nanoseconds(Int64(period))))
        var starts: [(time: Nanoseconds, weight: Int)] = []
        func used(at now: Nanoseconds) -> Int { starts.reduce(0) { $0 + ($1.time > now - period ? $1.weight : 0) } }
        var now: Nanoseconds = 0
        for _ in 0..<300 {
            now += Nanoseconds(Int.random(in: 0...(2 * Int(period) / limit + 1), using: &random))
            let weight = Int.random(in: 1...max(1, limit / 3), using: &random)
            let admits = used(at: now) + weight <= limit
            #expect(log.value.admits(weight, at: now) == admits)
            #expect(log.value.available(at: now) == limit - used(at: now))
            let start = log.value.earliestStart(of: weight, at: now)
            #expect(used(at: start) + weight <= limit)
            #expect(start == now || used(at: start - 1) + weight > limit)
            guard admits else { continue }
            log.value.take(weight, at: now)
            starts.append((now, weight))
        }
        for first in starts {
            let window = starts.filter { $0.time >= first.time && $0.time < first.time + period }
            #expect(window.reduce(0) { $0 + $1.weight } <= limit)
        }
    }

    @Test func `it remembers no more than twice the limit`() {
        let log = Subject(SlidingLog(limit: 100, period: .seconds(1)))
        var now: Nanoseconds = 0
        for number in 0..<20_000 {
            now = max(now, log.value.earliestStart(of: 1, at: now)) + 1
            log.value.take(1, at: now)
            if number.isMultiple(of: 100) { #expect(log.value.memory <= 200) }
        }
    }
}

extension SlidingLog {
    /// How many starts are remembered.
    fileprivate var memory: Int {
        (Mirror(reflecting: self).children.first { $0.label == "starts" }?.value as? [Any])?.count ?? .max
    }
}
