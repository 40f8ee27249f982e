import ServiceCore
import Synchronization

/// The limiters of one plugin: one, or one for each key.
final class Partitions<Machine: PartitionedMachine>: Sendable
where Machine.Continuation == Waker, Machine.Owner == ClientLifetime {
    let partition: LimitPartition?
    private let whole: Limiter<Machine>?
    private let table = Mutex(PartitionTable<Machine>())
    let rules: WaitRules
    private let make: @Sendable () -> Machine

    init(_ partition: LimitPartition?, rules: WaitRules, make: @escaping @Sendable () -> Machine) {
        self.partition = partition
        self.rules = rules
        self.make = make
        whole = partition == nil ? Limiter(make(), rules: rules) : nil
    }

    /// The limiter of an attempt.
    ///
    /// - Throws: ``ServiceError`` where there is no room for another partition.
    func limiter(for request: ServiceRequest, _ session: ServiceSession) throws -> Limiter<Machine> {
        if let whole { return whole }
        return try dividedLimiter(for: request, session)
    }

    @inline(never)
    private func dividedLimiter(for request: ServiceRequest, _ session: ServiceSession) throws -> Limiter<Machine> {
        guard let partition else { return Limiter(make(), rules: rules) }
        let key = partition.key(request, session)
        if let limiter = limiter(of: key) { return limiter }
        let now = session.now.offset
        let made = Limiter(make(), rules: rules, partition: key)
        // What is removed ends behind the lock: its timer may be cancelled with it.
        let (limiter, _): (Limiter<Machine>?, [Limiter<Machine>]) = table.withLock { table in
            if let limiter = table[key] { return (limiter, []) }
            let removed = table.count >= partition.maximumCount ? table.removeIdle(at: now) : []
            guard table.count < partition.maximumCount else {
                table.rejections.count(.partitionLimit)
                return (nil, removed)
            }
            table.add(made, key: key)
            return (made, removed)
        }
        guard let limiter else {
            let refusal = Refusal(reason: .partitionLimit, limit: partition.maximumCount, pending: 0)
            throw rules.error(refusal, partition: key, waited: .zero)
        }
        return limiter
    }

    /// The limiter of a key, if there is one; that of a limit without partitions for `nil`.
    func limiter(of key: String?) -> Limiter<Machine>? {
        guard let key else { return whole }
        return table.withLock { $0[key] }
    }

    /// Every limiter.
    var all: [Limiter<Machine>] {
        whole.map { [$0] } ?? table.withLock(\.all)
    }

    /// Looks at every limiter. It does so under the lock of the table: whoever held them would make idle ones seem to be in use.
    ///
    /// - Returns: What was refused by those that are gone, and for want of one.
    func forEach(_ body: (Limiter<Machine>) -> Void) -> LimitRejections {
        if let whole {
            body(whole)
            return LimitRejections()
        }
        return table.withLock { table in
            table.forEach(body)
            return table.rejections
        }
    }

    /// What is wrong with the rules and with the partition.
    var problems: [ConfigurationProblem] {
        guard let partition, partition.maximumCount < 1 else { return rules.problems }
        let count = partition.maximumCount
        return rules.problems + [
            ConfigurationProblem("the maximumCount of a partition is \(count): give at least 1")
        ]
    }
}

/// A limit that can be given up and made anew.
protocol PartitionedMachine: LimitMachine {
    var rejections: LimitRejections { get }

    /// Whether a new one would behave in the same way from now on.
    func isAsNew(at now: Duration) -> Bool
}
