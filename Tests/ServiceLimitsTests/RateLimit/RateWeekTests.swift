import TestSupport
import Testing

@testable import ServiceLimits

/// A week of virtual time: whoever starts whenever it may starts exactly as often as it should, from one a day to a million a second.
///
/// A slow rate is driven all the week, a fast one for some thousand starts on each of eight days.
struct RateWeekTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var rate: Rate
        /// What each start weighs, so that a few starts use up a fast rate.
        var weight = 1

        var testDescription: String { "\(rate.limit) per \(rate.period), \(rate.algorithm), of \(weight)" }

        var period: Nanoseconds { rate.period.wholeNanoseconds }

        /// When a start may be, counted from 0, if all before it were as early as they might: to the nanosecond in which that is.
        func time(of start: Int) -> Nanoseconds {
            switch rate.algorithm {
            case .cells(let burst):
                let needed = Nanoseconds((start + 1) * weight - burst) * period
                return max(0, needed / Nanoseconds(rate.limit))
            case .log: return Nanoseconds(start / (rate.limit / weight)) * period
            }
        }

        /// How many starts there are before a moment.
        func count(before end: Nanoseconds) -> Int {
            switch rate.algorithm {
            case .cells(let burst): (burst + Int((end * Nanoseconds(rate.limit) - 1) / period)) / weight
            case .log: Int(end.dividedRoundingUp(by: period)) * (rate.limit / weight)
            }
        }

        var startsPerWeek: Int { count(before: 7 * RateWeekTests.day) }

        static let all: [Case] = [
            (1, Duration.seconds(86_400), 1), (7, .seconds(86_400), 1), (1, .seconds(3600), 1), (3, .seconds(60), 1),
            (7, .seconds(701), 1), (1, .seconds(1), 1), (3, .seconds(1), 1), (997, .seconds(60), 1),
            (999_983, .seconds(1), 997), (1_000_000, .seconds(1), 1), (1_000_000, .seconds(1), 1000),
        ].flatMap { limit, period, weight in
            [
                Case(rate: .gcra(limit, per: period), weight: weight),
                Case(rate: .gcra(limit, per: period, burst: weight), weight: weight),
                Case(rate: .slidingLog(limit, per: period), weight: weight),
            ]
        }
    }

    private static let day: Nanoseconds = 86_400 * 1_000_000_000

    /// Starts whenever it may, from a moment at which nothing is used up.
    ///
    /// - Returns: The starts, counted from that moment.
    private func drive(
        _ subject: Case,
        _ machine: inout RateState<TestOwner, Int>,
        from origin: Nanoseconds,
        starts: Int,
        _ random: inout SplitMix
    ) -> [Nanoseconds] {
        var (times, now, mistakes) = ([Nanoseconds](), origin, 0)
        func moment(_ nanoseconds: Nanoseconds) -> Duration { Duration(nanoseconds: nanoseconds) }
        while times.count < starts {
            if machine.start(subject.weight, now: moment(now)) {
                times.append(now - origin)
                continue
            }
            let wait = machine.wait(weight: subject.weight, now: moment(now)).wholeNanoseconds
            if Int.random(in: 0..<20, using: &random) == 0 {
                // The clock goes back, and that changes nothing.
                let past = moment(now - Nanoseconds(Int.random(in: 1...100_000_000_000_000, using: &random)))
                if machine.start(subject.weight, now: past) { mistakes += 1 }
                if machine.wait(weight: subject.weight, now: past) != moment(wait) { mistakes += 1 }
            }
            if wait > 1, machine.start(subject.weight, now: moment(now + wait - 1)) { mistakes += 1 }
            now += wait
            if wait <= 0 { return [] }
        }
        #expect(mistakes == 0)
        return times
    }

    @Test(arguments: Case.all)
    func `it neither drifts nor overflows`(_ subject: Case) {
        var random = SplitMix(seed: UInt64(subject.rate.limit))
        var machine = RateState<TestOwner, Int>([subject.rate])
        let isSlow = subject.startsPerWeek <= 60_000
        let starts = isSlow ? subject.startsPerWeek : 3_000
        // The clock jumps from day to day, or from a week over the next to the one after that.
        let origins = isSlow ? [0, 15 * Self.day] : (0..<8).map { Nanoseconds($0) * Self.day }
        for origin in origins {
            let times = drive(subject, &machine, from: 1_234_567_891 + origin, starts: starts, &random)
            let isExact = times.elementsEqual((0..<starts).lazy.map(subject.time(of:)))
            #expect(isExact)
            expectExactCounts(subject, times)
        }
    }

    /// In each window there are as many starts as there should be, and in none of any offset more than the limit.
    private func expectExactCounts(_ subject: Case, _ times: [Nanoseconds]) {
        var (index, mistakes) = (0, 0)
        var end = subject.period
        while let last = times.last, end <= last {
            while times[index] < end { index += 1 }
            if index != subject.count(before: end) { mistakes += 1 }
            end += subject.period
        }
        #expect(mistakes == 0)
        guard subject.rate.algorithm == .log else { return }
        let most = subject.rate.limit / subject.weight
        #expect(zip(times, times.dropFirst(most)).allSatisfy { $1 - $0 >= subject.period })
    }
}
