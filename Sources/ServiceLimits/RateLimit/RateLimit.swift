public import ServiceCore

/// Lets at most so many attempts start in a period; the others wait their turn.
///
/// Use it to stay within what a service allows, or to spread work evenly.
///
/// ```swift
/// RateLimit(10, per: .seconds(1))                                                    // at most 10 at once, then one every 100 ms
/// RateLimit(.gcra(10, per: .seconds(1), burst: 1), .slidingLog(300, per: .seconds(60)))   // both, or not at all
/// RateLimit(10, per: .seconds(1), pendingTimeout: .seconds(2), partition: .host)
/// RateLimit(10, per: .seconds(1), serverAdvice: ServerAdviceReader())                // and less, when the service says so
/// ```
/// Calls start in the order in which they came. The start of each is known when it comes: one whose turn would come after its deadline, or
/// after `pendingTimeout`, is refused at once, and the error tells in ``LimitRefusal/retryAfter`` when it could have started. When one that
/// waits is cancelled, those behind it move up. Where a sliding log meets weights of more than 1 or another rate, the start is known as a
/// lower bound only, and such a call may be refused later: when it is the first in the queue, or when its time has passed.
///
/// A start counts from that moment, however long the answer takes. That is the moment at which this plugin lets the attempt go on, so put
/// it behind whatever makes an attempt wait: a ``Pool``, a delay. Behind a retry, every attempt counts.
///
/// ## What the service says
/// With a ``ServerAdviceReader`` the limit follows what responses say about the load that the service can bear: after `Retry-After` nothing
/// starts until then, and of a quota no more than what remains of it until it is filled up. That only ever makes the limit tighter, and
/// ends by itself; those who wait move back, and those whose turn comes too late by that are refused, within a tenth of a second however
/// often the service speaks. It is not followed unless you say so, for then anybody who can answer in the place of the service can make
/// your calls wait.
///
/// ## Sharing
/// A rate limit is a reference: the clients to which one is given share it. They need one clock. Closing a client fails its own waiting
/// calls with `clientClosed`, and nobody else's.
public struct RateLimit: AttemptIntercepting, OptionReading, ClientPreparing, ClientClosing {
    /// The name in errors and descriptions.
    public let name: String

    private let maximumWeight: Int
    private let rates: [Rate]
    private let adviceReader: ServerAdviceReader?
    private let sharing = ClockSharing()
    let partitions: Partitions<RateMachine>

    /// Creates a rate limit of one or more rates. An attempt starts when all of them admit it, and then counts in all of them.
    ///
    /// - Parameters:
    ///   - rates: The rates, at least one.
    ///   - pendingLimit: The most calls that wait, in each partition; one more is refused with `tooManyRequestsPending`. 0: nobody waits.
    ///     Default: `nil`, any number.
    ///   - pendingTimeout: The longest that a call waits, more than zero and up to ten years; one that would have to wait longer is refused with
    ///     `tooMuchTimePending`. Default: `nil`, no limit but the deadline of the call.
    ///   - serverAdvice: Reads what responses say, which is followed then. Default: `nil`, it is not.
    ///   - partition: By what the limit is divided. Default: `nil`, not at all.
    ///   - name: The name in errors, where a client has several limits. Default: `RateLimit`.
    public init(
        _ rates: Rate...,
        pendingLimit: Int? = nil,
        pendingTimeout: Duration? = nil,
        serverAdvice: ServerAdviceReader? = nil,
        partition: LimitPartition? = nil,
        name: String = "RateLimit"
    ) {
        maximumWeight = rates.map(\.maximumWeight).min() ?? 0
        self.name = name
        self.rates = rates
        let rules = WaitRules(plugin: name, pendingLimit: pendingLimit, pendingTimeout: pendingTimeout)
        adviceReader = serverAdvice
        partitions = Partitions(partition, rules: rules) { RateMachine(rates, pendingLimit: pendingLimit) }
    }

    /// Creates a rate limit of one rate with a burst, see ``Rate/gcra(_:per:burst:)``.
    ///
    /// - Parameters:
    ///   - limit: How many in a period.
    ///   - period: The length of the period.
    ///   - burst: How many at once. Default: `limit`.
    ///   - pendingLimit: The most calls that wait. Default: `nil`, any number.
    ///   - pendingTimeout: The longest that a call waits. Default: `nil`, no limit but its deadline.
    ///   - serverAdvice: Reads what responses say, which is followed then. Default: `nil`, it is not.
    ///   - partition: By what the limit is divided. Default: `nil`, not at all.
    ///   - name: The name in errors. Default: `RateLimit`.
    public init(
        _ limit: Int,
        per period: Duration,
        burst: Int? = nil,
        pendingLimit: Int? = nil,
        pendingTimeout: Duration? = nil,
        serverAdvice: ServerAdviceReader? = nil,
        partition: LimitPartition? = nil,
        name: String = "RateLimit"
    ) {
        self.init(
            .gcra(limit, per: period, burst: burst),
            pendingLimit: pendingLimit,
            pendingTimeout: pendingTimeout,
            serverAdvice: serverAdvice,
            partition: partition,
            name: name
        )
    }

    /// `rateLimitWeight`
    public var options: [OptionDeclaration] { [OptionDeclaration(RateLimitWeightOption.self)] }

    /// What the limit is doing now, all partitions together.
    public var figures: RateLimitFigures {
        let now = now
        var figures = RateLimitFigures()
        let gone = partitions.forEach { figures.add($0, at: now) }
        figures.rejected += gone
        return figures
    }

    /// What one partition is doing now; `nil` where there is none of this key.
    public func figures(ofPartition key: String) -> RateLimitFigures? {
        partitions.limiter(of: key).map { limiter in
            var figures = RateLimitFigures()
            figures.add(limiter, at: now)
            return figures
        }
    }

    /// How long from now until a call could start, if it came now: zero for at once. It takes nothing.
    ///
    /// - Parameters:
    ///   - weight: What the call weighs. Default: 1.
    ///   - partition: The key of its partition. Default: `nil`, for a limit without partitions.
    /// - Returns: `nil` where it could never start, because it weighs too much.
    public func timeUntilStart(weight: Int = 1, inPartition partition: String? = nil) -> Duration? {
        if weight <= 0 { return .zero }
        guard weight <= maximumWeight else { return nil }
        let now = now
        return partitions.limiter(of: partition)?.withMachine { $0.wait(weight: weight, now: now) } ?? .zero
    }

    /// Values that cannot be meant, and a limit that is there twice.
    public func problems(in client: ClientDescription) -> [ConfigurationProblem] {
        var problems = partitions.problems + client.impossibleWeights(of: RateLimitWeightOption.self)
        problems += (rates.flatMap(\.problems) + (adviceReader?.problems ?? [])).map {
            ConfigurationProblem("\(name): \($0)")
        }
        if rates.isEmpty {
            problems.append(ConfigurationProblem("\(name): it has no rate: give at least one, or remove it"))
        }
        for endpoint in client.endpoints {
            guard let weight = endpoint.options[RateLimitWeightOption.self], weight > maximumWeight,
                LimitBounds.weights.contains(weight)
            else { continue }
            problems.append(ConfigurationProblem(endpoint: endpoint.name, tooHeavy(weight)))
        }
        if client.plugins.count(where: { ($0 as? RateLimit)?.partitions === partitions }) > 1 {
            problems.append(
                ConfigurationProblem(
                    "\(name): the same limit is there twice, so an attempt would count double: remove one"
                )
            )
        }
        return problems + sharing.problems(of: name, in: client, isUsable: problems.isEmpty)
    }

    /// Runs the attempt when its turn has come. Where that is now it starts before anything asynchronous.
    public func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        let limiter = try partitions.limiter(for: request, session)
        if try !startNow(with: limiter, session) {
            _ = try await limiter.permits(RateLimitWeightOption.self, BlockedByRateLimit.self, for: &session)
        }
        guard let adviceReader else { return try await next(request, session: &session) }
        return try await adviceReader.follow(with: limiter, request, &session, next)
    }

    /// Refuses those who wait and whose client is closed.
    public func close() async {
        for limiter in partitions.all { limiter.perform { $0.close() } }
    }

    @inline(never)
    private func startNow(with limiter: Limiter<RateMachine>, _ session: ServiceSession) throws -> Bool {
        let weight = try session.weight(RateLimitWeightOption.self)
        guard weight <= maximumWeight else { throw ServiceError(.invalidOption, tooHeavy(weight)) }
        let now = session.now.offset
        return limiter.withMachine { $0.start(weight, now: now) }
    }

    private var now: Duration { sharing.clock?.now.offset ?? .zero }

    private func tooHeavy(_ weight: Int) -> String {
        "\(RateLimitWeightOption.name) is \(weight), and \(name) admits at most \(maximumWeight) at once: give less, or raise the burst of its rates"
    }
}

typealias RateMachine = RateState<ClientLifetime, Waker>

extension RateLimitFigures {
    fileprivate mutating func add(_ limiter: Limiter<RateMachine>, at now: Duration) {
        let (available, pending, restriction, rejected) = limiter.withMachine {
            ($0.available(at: now), $0.queue.count, $0.restrictionTime(at: now), $0.rejections)
        }
        self.available += available
        self.pending += pending
        self.rejected += rejected
        partitions += 1
        if let restriction { restricted = max(restricted ?? .zero, restriction) }
    }
}
