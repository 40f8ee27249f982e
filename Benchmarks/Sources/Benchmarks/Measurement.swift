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

    /// What an operation costs beyond another: their rounds take turns, so that a machine that gets slower meanwhile does so for both.
    static func beyond(
        _ base: () async throws -> Void,
        rounds: Int = 31,
        operations: Int,
        _ operation: () async throws -> Void
    ) async rethrows -> Measurement {
        var times: [Double] = []
        var allocations = 0.0
        for _ in 0..<rounds {
            let without = try await of(rounds: 1, operations: operations, base)
            let with = try await of(rounds: 1, operations: operations, operation)
            times.append(with.nanoseconds - without.nanoseconds)
            allocations += (with.allocations ?? .nan) - (without.allocations ?? .nan)
        }
        times.sort()
        return Measurement(
            nanoseconds: times[rounds / 2],
            spread: times[0]...times[rounds - 1],
            allocations: allocations.isNaN ? nil : (allocations / Double(rounds) * 10).rounded() / 10
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
