import AllocationCounter

/// The time and the allocations of one operation.
struct Measurement {
    let nanoseconds: Double
    let spread: ClosedRange<Double>
    let allocations: Double?

    /// Runs an operation in rounds and takes the median round, which a busy machine moves the least.
    static func of(
        rounds: Int = 15,
        operations: Int,
        _ operation: () async throws -> Void
    ) async rethrows -> Measurement {
        for _ in 0..<operations / 4 { try await operation() }
        var times: [Double] = []
        let before = allocation_count()
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            for _ in 0..<operations { try await operation() }
            let elapsed = start.duration(to: .now)
            times.append(elapsed / .nanoseconds(1) / Double(operations))
        }
        let allocations = allocation_count() - before
        times.sort()
        return Measurement(
            nanoseconds: times[rounds / 2],
            spread: times[0]...times[rounds - 1],
            allocations: before < 0 ? nil : (Double(allocations) / Double(rounds * operations) * 10).rounded() / 10
        )
    }

    /// What this operation costs beyond another.
    func beyond(_ other: Measurement) -> Measurement {
        Measurement(
            nanoseconds: nanoseconds - other.nanoseconds,
            spread: (spread.lowerBound - other.nanoseconds)...(spread.upperBound - other.nanoseconds),
            allocations: allocations.flatMap { mine in other.allocations.map { ((mine - $0) * 10).rounded() / 10 } }
        )
    }

    /// One part of an operation that does the same many times.
    func divided(by count: Double) -> Measurement {
        Measurement(
            nanoseconds: nanoseconds / count,
            spread: (spread.lowerBound / count)...(spread.upperBound / count),
            allocations: allocations.map { ($0 / count * 10).rounded() / 10 }
        )
    }
}
