import AllocationCounter

/// The time and the allocations of one operation.
///
/// An operation is run in many short rounds. The best round tells what the operation costs, for whatever else happens on a machine only
/// adds to it; the median tells how quiet the machine was.
struct Measurement {
    let best: Double
    let median: Double
    let allocations: Double?

    /// Runs an operation some hundred thousand times, or as often as is said.
    ///
    /// - Parameters:
    ///   - rounds: Default: 200.
    ///   - operations: In all rounds together.
    static func of(
        rounds: Int = 200,
        operations: Int,
        _ operation: () async throws -> Void
    ) async rethrows -> Measurement {
        var series = Series()
        for _ in 0..<operations / 8 { try await operation() }
        for _ in 0..<rounds { try await series.run(max(1, operations / rounds), operation) }
        return series.measurement
    }

    /// What an operation costs beyond another: their rounds take turns, so that a machine that gets slower meanwhile does so for both.
    static func beyond(
        _ base: () async throws -> Void,
        rounds: Int = 200,
        operations: Int,
        _ operation: () async throws -> Void
    ) async rethrows -> Measurement {
        var (without, with) = (Series(), Series())
        for _ in 0..<rounds {
            try await without.run(max(1, operations / rounds), base)
            try await with.run(max(1, operations / rounds), operation)
        }
        let (one, other) = (with.measurement, without.measurement)
        return Measurement(
            best: one.best - other.best,
            median: one.median - other.median,
            allocations: one.allocations.flatMap { mine in other.allocations.map { mine - $0 } }
        )
    }

    /// One part of an operation that does the same many times.
    func divided(by count: Double) -> Measurement {
        Measurement(best: best / count, median: median / count, allocations: allocations.map { $0 / count })
    }

    /// The rounds of one operation.
    private struct Series {
        private var times: [Double] = []
        private var allocations = 0
        private var operations = 0
        private var isCounting = true

        mutating func run(_ count: Int, _ operation: () async throws -> Void) async rethrows {
            let before = allocation_count()
            let start = ContinuousClock.now
            for _ in 0..<count { try await operation() }
            let elapsed = start.duration(to: .now)
            isCounting = before >= 0
            allocations += Int(allocation_count() - before)
            operations += count
            times.append(elapsed / .nanoseconds(1) / Double(count))
        }

        var measurement: Measurement {
            let sorted = times.sorted()
            return Measurement(
                best: sorted[0],
                median: sorted[sorted.count / 2],
                allocations: isCounting ? Double(allocations) / Double(operations) : nil
            )
        }
    }
}
