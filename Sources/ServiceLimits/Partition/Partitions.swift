import ServiceCore
import Synchronization

/// The limiters of one plugin: one, or one for each key.
final class Partitions<Machine: PartitionedMachine>: Sendable
where Machine.Continuation == Waker, Machine.Owner == ClientLifetime {
    private struct Table: Sendable {
        var limiters: [String: Limiter<Machine>] = [:]
        /// What was refused by partitions that are gone, and for want of one.
        var rejections = LimitRejections()

        /// Removes the partitions that nobody uses and that are as good as new. A call holds its limiter as long as it uses it,
        /// so nobody uses one of which there is no other reference; and nobody can get one, for that takes the lock of the
        /// table.
        mutating func removeIdle(at now: Duration) -> [Limiter<Machine>] {
            var idle: [String] = []
            var index = limiters.startIndex
            while index != limiters.endIndex {
                if isKnownUniquelyReferenced(&limiters.values[index]),
                    limiters.values[index].withMachine({ $0.isAsNew(at: now) })
                {
                    idle.append(limiters.keys[index])
                }
                limiters.formIndex(after: &index)
            }
            let removed = idle.compactMap { limiters.removeValue(forKey: $0) }
            for limiter in removed { rejections += limiter.withMachine(\.rejections) }
            return removed
        }
    }

    let partition: LimitPartition?
    private let whole: Limiter<Machine>?
    private let table = Mutex(Table())
    private let make: @Sendable () -> Machine

    init(_ partition: LimitPartition?, make: @escaping @Sendable () -> Machine) {
        self.partition = partition
        self.make = make
        whole = partition == nil ? Limiter(make()) : nil
    }

    /// The limiter of an attempt, and the key if there is one.
    ///
    /// - Throws: ``ServiceError`` where there is no room for another partition.
    func limiter(
        for request: ServiceRequest,
        _ session: ServiceSession,
        rules: WaitRules
    ) throws -> (limiter: Limiter<Machine>, key: String?) {
        if let whole { return (whole, nil) }
        guard let partition else { return (Limiter(make()), nil) }
        let key = partition.key(request, session)
        if let limiter = limiter(of: key) { return (limiter, key) }
        let now = session.now.offset
        let made = Limiter(make())
        // What is removed ends behind the lock: its timer may be cancelled with it.
        let (limiter, _): (Limiter<Machine>?, [Limiter<Machine>]) = table.withLock { table in
            if let limiter = table.limiters[key] { return (limiter, []) }
            let removed = table.limiters.count >= partition.maximumCount ? table.removeIdle(at: now) : []
            guard table.limiters.count < partition.maximumCount else {
                table.rejections.count(.partitionLimit)
                return (nil, removed)
            }
            table.limiters[key] = made
            return (made, removed)
        }
        guard let limiter else {
            let refusal = Refusal(reason: .partitionLimit, limit: partition.maximumCount, pending: 0)
            throw rules.error(refusal, partition: key, waited: .zero)
        }
        return (limiter, key)
    }

    /// The limiter of a key, if there is one; that of a limit without partitions for `nil`.
    func limiter(of key: String?) -> Limiter<Machine>? {
        guard let key else { return whole }
        return table.withLock { $0.limiters[key] }
    }

    /// Every limiter.
    var all: [Limiter<Machine>] {
        whole.map { [$0] } ?? table.withLock { Array($0.limiters.values) }
    }

    /// The number of partitions; 1 where there are none.
    var count: Int { whole == nil ? table.withLock { $0.limiters.count } : 1 }

    /// What was refused, by all partitions there were.
    var rejections: LimitRejections {
        all.reduce(into: table.withLock { $0.rejections }) { $0 += $1.withMachine(\.rejections) }
    }

    var problems: [ConfigurationProblem] {
        guard let partition, partition.maximumCount < 1 else { return [] }
        return [
            ConfigurationProblem("the maximumCount of a partition is \(partition.maximumCount): give at least 1")
        ]
    }
}

/// A limit that can be given up and made anew.
protocol PartitionedMachine: LimitMachine {
    var rejections: LimitRejections { get }

    /// Whether a new one would behave in the same way from now on.
    func isAsNew(at now: Duration) -> Bool
}
