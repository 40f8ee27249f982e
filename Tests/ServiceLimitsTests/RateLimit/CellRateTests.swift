import TestSupport
import Testing

@testable import ServiceLimits

/// The generic cell rate algorithm: exact at every rate, for as long as one likes.
struct CellRateTests {
    @Test func `a burst at once, then one for every part of the period`() {
        var rate = CellRate(limit: 10, period: .seconds(1), burst: 3)
        var starts: [Nanoseconds] = []
        for now in 0..<500 as Range<Nanoseconds> where rate.admits(1, at: now * 1_000_000) {
            while rate.admits(1, at: now * 1_000_000) {
                rate.take(1, at: now * 1_000_000)
                starts.append(now)
            }
        }
        #expect(starts == [0, 0, 0, 100, 200, 300, 400])
    }

    @Test func `what is not used comes back up to the burst`() {
        var rate = CellRate(limit: 10, period: .seconds(1), burst: 3)
        rate.take(3, at: 0)
        #expect(
            [0, 99, 100, 250, 299, 300, 10_000].map { rate.available(at: $0 * 1_000_000) } == [0, 0, 1, 2, 2, 3, 3]
        )
        #expect(!rate.isFull(at: 299_999_999))
        #expect(rate.isFull(at: 300_000_000))
    }

    @Test func `the earliest start is told before anything is taken`() {
        var rate = CellRate(limit: 3, period: .seconds(1), burst: 3)
        #expect(rate.earliestStart(of: 3) <= 0)
        rate.take(3, at: 0)
        // A third of a second is no whole number of nanoseconds, and nothing adds up.
        #expect(
            (1...6).map { rate.earliestStart(of: $0) } == [
                333_333_333, 666_666_666, 1_000_000_000, 1_333_333_333, 1_666_666_666, 2_000_000_000,
            ]
        )
        #expect(!rate.admits(1, at: 333_333_332))
        #expect(rate.admits(1, at: 333_333_333))
    }

    /// From one a day to a million a second, with periods that divide into nothing whole.
    static let rates: [(limit: Int, period: Duration)] = [
        (1, .seconds(86_400)), (7, .seconds(86_400)), (1, .seconds(1)), (3, .seconds(1)), (7, .milliseconds(1001)),
        (997, .seconds(60)), (1_000_000, .seconds(1)), (999_983, .seconds(1)),
        (1_000_000_000, .seconds(10 * 366 * 86_400)),
    ]

    @Test(arguments: rates, [1, 5])
    func `a week of saturation neither drifts nor overflows`(of rate: (limit: Int, period: Duration), burst: Int) {
        let week: Nanoseconds = 7 * 86_400 * 1_000_000_000
        let (limit, period) = (Int128(rate.limit), rate.period.wholeNanoseconds)
        var cell = CellRate(limit: rate.limit, period: rate.period, burst: burst)
        // The clock may be anywhere when the week begins.
        let origin: Nanoseconds = 123_456_789_012_345_678
        cell.take(burst, at: origin)
        var count: Int128 = 0
        // Some starts one by one, then the greater part of the week in one piece, so that the week of a fast rate is over in
        // time.
        let total = week * limit / period
        for _ in 0..<min(total, 1000) {
            let start = cell.earliestStart(of: 1)
            count += 1
            #expect(start == origin + count * period / limit)
            #expect(!cell.admits(1, at: start - 1) && cell.admits(1, at: start))
            cell.take(1, at: start)
        }
        while count < total {
            let weight = Int(min(total - count, Int128(burst)))
            let start = cell.earliestStart(of: weight)
            let steps = max(1, (total - count) / 2000 / Int128(burst))
            count += Int128(weight) * steps
            for _ in 0..<min(steps, 1) { cell.take(weight, at: start) }
            cell.take(weight * Int(steps - 1), at: start)
        }
        #expect(count == total)
        // After a week the next one is where it would be after a week of exact fractions.
        #expect(cell.earliestStart(of: 1) == origin + (count + 1) * period / limit)
    }

    @Test(arguments: 0..<100)
    func `no stretch of time has more than the burst and its share of the rate`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let limit = Int.random(in: 1...20, using: &random)
        let burst = Int.random(in: 1...8, using: &random)
        let period = Int.random(in: 1...3, using: &random) * 1_000_000_007
        var rate = CellRate(limit: limit, period: .nanoseconds(period), burst: burst)
        var starts: [(time: Nanoseconds, weight: Int)] = []
        var now: Nanoseconds = 0
        for _ in 0..<150 {
            now += Nanoseconds(Int.random(in: 0...(period / limit), using: &random))
            let weight = Int.random(in: 1...burst, using: &random)
            guard rate.admits(weight, at: now) else { continue }
            rate.take(weight, at: now)
            starts.append((now, weight))
        }
        for (index, first) in starts.enumerated() {
            var sum = 0
            for last in starts[index...] {
                sum += last.weight
                // Less than a nanosecond's share more.
                #expect(Int128(sum - burst) * Int128(period) < (last.time - first.time + 1) * Int128(limit))
            }
        }
    }

    @Test func `the farthest moments and the greatest rates do not overflow`() {
        var rate = CellRate(
            limit: LimitBounds.limits.upperBound,
            period: Rate.periods.upperBound,
            burst: LimitBounds.limits.upperBound
        )
        let last = Duration.seconds(Int64.max).wholeNanoseconds
        #expect(rate.earliestStart(of: .max) < -last)
        rate.take(LimitBounds.limits.upperBound, at: -last)
        #expect(rate.isFull(at: last))
        rate.take(LimitBounds.limits.upperBound, at: last)
        #expect(!rate.admits(1, at: last))
        #expect(rate.earliestStart(of: .max) > last)
        #expect(rate.available(at: -last) == 0)
        _ = Duration(nanoseconds: rate.earliestStart(of: .max))
        _ = Duration(nanoseconds: .max)
        _ = Duration(nanoseconds: .min)
    }
}
