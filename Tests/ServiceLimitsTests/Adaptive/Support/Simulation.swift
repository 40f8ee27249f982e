import ServiceCore
import TestSupport

@testable import ServiceLimits

/// A service with so many workers and one queue, and callers that keep as many requests in flight as they may: in virtual time, the same
/// for the same seed.
///
/// The service is busy, and nobody waits, where as many requests are in flight as it has workers: that is the knee that a limit should
/// find.
struct Simulation<Limit: LimitAdapting> {
    /// What happened in a while.
    struct Report {
        var answers = 0
        var refusals = 0
        var limits: ClosedRange<Int>
        var length: Duration
        /// The time of all the answers together.
        var total: Duration = .zero

        /// Answers per second.
        var throughput: Double { Double(answers) / (length / .seconds(1)) }
        var averageDuration: Duration { total / max(1, answers) }
    }

    private struct Request: Sendable {
        let start: Duration
        let ending: AttemptSample.Ending
    }

    /// The mean time that a worker needs; each request takes from half of it to one and a half.
    var serviceTime: Duration = .seconds(1)
    /// How many the callers want in flight.
    var demand = Int.max
    /// More in the service are refused, in no time; `nil` for none.
    var capacity: Int?

    private(set) var limit: Int
    private(set) var adaptation: Limit
    private var now: Duration = .zero
    private var workers: [Duration]
    private var inFlight = 0
    private var requests = DeadlineHeap<Request>()
    private var random: SplitMix

    init(_ adaptation: Limit, from limit: Int, workers: Int, seed: UInt64 = 1) {
        self.adaptation = adaptation
        self.limit = limit
        self.workers = Array(repeating: .zero, count: workers)
        random = SplitMix(seed: seed)
    }

    /// Lets time pass.
    mutating func run(for length: Duration) -> Report {
        var report = Report(limits: limit...limit, length: length)
        let end = now + length
        while true {
            while inFlight < min(limit, demand) { send() }
            guard let next = requests.firstDeadline, next <= end, let request = requests.popFirst(through: next) else {
                break
            }
            now = next
            let sample = AttemptSample(start: request.start, end: now, ending: request.ending)
            limit = adaptation.limit(after: sample, inFlight: inFlight)
            inFlight -= 1
            report.limits = min(report.limits.lowerBound, limit)...max(report.limits.upperBound, limit)
            if request.ending == .success {
                report.answers += 1
                report.total += sample.duration
            } else {
                report.refusals += 1
            }
        }
        now = end
        return report
    }

    private mutating func send() {
        inFlight += 1
        if let capacity, inFlight > capacity { return send(ending: .overload, at: now + .milliseconds(50)) }
        var worker = 0
        for index in workers.indices where workers[index] < workers[worker] { worker = index }
        workers[worker] = max(now, workers[worker]) + serviceTime * Double.random(in: 0.5...1.5, using: &random)
        send(ending: .success, at: workers[worker])
    }

    private mutating func send(ending: AttemptSample.Ending, at end: Duration) {
        requests.insert(Request(start: now, ending: ending), key: requests.makeKey(), deadline: end)
    }
}
