/// Which calls go wrong, and how: the n-th, a share of them, all with a latency.
///
/// ```swift
/// [
///     .latency(.percentiles(median: .milliseconds(20), p99: .milliseconds(300), maximum: .seconds(2)), seed: 1),
///     .share(0.05, seed: 2, .reset()),     // 5 % of the calls
///     .call(3, .close(.inBody(after: 10))), // the third
///     .every(10, .malformed),              // the tenth, the twentieth …
/// ]
/// ```
/// A plan is a value without memory: what happens to a call depends on its number and on the seeds alone, so that a run can be repeated.
/// The plugin ``Faults`` and a ``MockServer`` number their calls.
public struct FaultPlan: Hashable, Sendable {
    /// A part of a plan.
    public struct Rule: Hashable, Sendable {
        enum Choice: Hashable, Sendable {
            case call(Int)
            case every(Int)
            case share(Double, seed: UInt64)
        }

        enum Kind: Hashable, Sendable {
            case faults([Fault], Choice)
            case latency(Latency, seed: UInt64)
        }

        let kind: Kind

        /// Every call has these faults.
        public static func always(_ faults: Fault...) -> Rule { Rule(kind: .faults(faults, .every(1))) }

        /// One call has these faults.
        ///
        /// - Parameters:
        ///   - number: The number of the call, from 1.
        ///   - faults: The faults.
        public static func call(_ number: Int, _ faults: Fault...) -> Rule {
            Rule(kind: .faults(faults, .call(number)))
        }

        /// Every so many-th call has these faults.
        ///
        /// - Parameters:
        ///   - step: The distance of two such calls; the first one has this number. One that is less than 1 means no call.
        ///   - faults: The faults.
        public static func every(_ step: Int, _ faults: Fault...) -> Rule { Rule(kind: .faults(faults, .every(step))) }

        /// A share of the calls has these faults.
        ///
        /// - Parameters:
        ///   - share: The share, from 0 for none to 1 for all.
        ///   - seed: Decides which calls; two rules with one seed meet the same calls.
        ///   - faults: The faults.
        public static func share(_ share: Double, seed: UInt64, _ faults: Fault...) -> Rule {
            Rule(kind: .faults(faults, .share(share, seed: seed)))
        }

        /// Every call is delayed before its head.
        ///
        /// - Parameters:
        ///   - latency: How long.
        ///   - seed: Decides which call gets which delay.
        public static func latency(_ latency: Latency, seed: UInt64) -> Rule {
            Rule(kind: .latency(latency, seed: seed))
        }

        func faults(forCall number: Int) -> [Fault] {
            switch kind {
            case .faults(let faults, .call(number)): faults
            case .faults(let faults, .every(let step)) where step > 0 && number % step == 0: faults
            case .faults(let faults, .share(let share, let seed)) where Self.fraction(seed, number) < share: faults
            case .faults: []
            case .latency(let latency, let seed): [.delay(latency.duration(at: Self.fraction(seed, number)))]
            }
        }

        private static func fraction(_ seed: UInt64, _ number: Int) -> Double {
            SeededBits.fraction(seed: seed, at: UInt64(truncatingIfNeeded: number))
        }
    }

    /// The parts, in order.
    public var rules: [Rule]

    /// Creates a plan.
    public init(_ rules: [Rule] = []) {
        self.rules = rules
    }

    /// The faults of a call, those of all rules together.
    ///
    /// - Parameter number: The number of the call, from 1.
    public func faults(forCall number: Int) -> [Fault] {
        rules.flatMap { $0.faults(forCall: number) }
    }
}

extension FaultPlan: ExpressibleByArrayLiteral {
    /// Creates a plan of these parts.
    public init(arrayLiteral rules: Rule...) {
        self.init(rules)
    }
}
