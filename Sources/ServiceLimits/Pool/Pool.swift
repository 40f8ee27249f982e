public import ServiceCore

/// Lets at most so many attempts run at a time; the others wait their turn.
///
/// Use it to protect a service, or yourself, from more parallel requests than it can bear.
///
/// ```swift
/// Pool(limit: 20)                                                        // at most 20 at a time, any number wait
/// Pool(limit: 20, pendingLimit: 100, pendingTimeout: .seconds(2))        // who would be the 101st to wait is refused
/// Pool(limit: 4, pendingLimit: 0, partition: .host)                      // 4 per host, nobody waits
/// Pool(limit: .gradient())                                               // the limit finds itself
/// ```
/// Calls get their permits in the order in which they came; a permit that comes back goes straight to the first who waits, so nobody
/// overtakes. A call that is cancelled, whose deadline passes or that waits longer than it may leaves the queue and takes nothing with it.
/// Whatever happens, a permit is given back exactly once.
///
/// ## Where to put it
/// - Behind a retry, which holds for every attempt hook: each attempt takes a permit of its own, and the back-off holds none.
/// - In front of a ``RateLimit``: what has its permit of the rate is then sent at once, and the rate holds on the wire.
/// - In front of an attempt timeout, if the wait shall not count against it. The deadline of the call always counts.
///
/// A call that is made inside an attempt, for example of a plugin that fetches a token with the same client, needs a second permit while it
/// holds the first: give such calls a `poolWeight` of 0, or a client without this pool.
///
/// ## Sharing
/// A pool is a reference: the clients to which one is given share its permits, its queue and its figures. They need one clock. Closing a
/// client fails its own waiting calls with `clientClosed`, and nobody else's.
public struct Pool: AttemptIntercepting, OptionReading, ClientPreparing, ClientClosing {
    /// The name in errors and descriptions.
    public let name: String

    private let limit: Int
    private let manner: Manner
    private let adaptiveLimit: AdaptiveLimit?
    private let sharing: ClockSharing
    let partitions: Partitions<PoolMachine>

    /// What an attempt does with its permits.
    private enum Manner { case untilEnd, untilHead, observed }

    /// Creates a pool.
    ///
    /// - Parameters:
    ///   - limit: The most permits that are taken at a time, in each partition; from 1 to 1,000,000,000. Default: 1.
    ///   - pendingLimit: The most calls that wait, in each partition; one more is refused with `tooManyRequestsPending`. 0: nobody waits.
    ///     Default: `nil`, any number.
    ///   - pendingTimeout: The longest that a call waits, more than zero and up to ten years; then it is refused with `tooMuchTimePending`.
    ///     Default: `nil`, no limit but the deadline of the call.
    ///   - holding: How long an attempt keeps its permit. Default: until its body has been read.
    ///   - partition: By what the pool is divided. Default: `nil`, not at all.
    ///   - name: The name in errors, where a client has several pools. Default: `Pool`.
    public init(
        limit: Int = 1,
        pendingLimit: Int? = nil,
        pendingTimeout: Duration? = nil,
        holdsUntil holding: PoolHolding = .end,
        partition: LimitPartition? = nil,
        name: String = "Pool"
    ) {
        self.init(
            limit: limit,
            rules: WaitRules(plugin: name, pendingLimit: pendingLimit, pendingTimeout: pendingTimeout),
            holding: holding,
            partition: partition,
            adaptiveLimit: nil
        )
    }

    /// Creates a pool whose limit finds itself, in each partition for itself. ``figures`` tell what it is.
    ///
    /// An attempt keeps its permit until its body has been read, for that is part of what the service has to do. A partition that is given
    /// up because it is idle and another one needs its place forgets what it has found.
    ///
    /// - Parameters:
    ///   - limit: How the limit finds itself.
    ///   - pendingLimit: The most calls that wait, in each partition. Default: `nil`, any number.
    ///   - pendingTimeout: The longest that a call waits, up to ten years. Default: `nil`, no limit but the deadline of the call.
    ///   - partition: By what the pool is divided. Default: `nil`, not at all.
    ///   - name: The name in errors, where a client has several pools. Default: `Pool`.
    public init(
        limit: AdaptiveLimit,
        pendingLimit: Int? = nil,
        pendingTimeout: Duration? = nil,
        partition: LimitPartition? = nil,
        name: String = "Pool"
    ) {
        self.init(
            limit: limit.initial,
            rules: WaitRules(plugin: name, pendingLimit: pendingLimit, pendingTimeout: pendingTimeout),
            holding: .end,
            partition: partition,
            adaptiveLimit: limit
        )
    }

    private init(
        limit: Int,
        rules: WaitRules,
        holding: PoolHolding,
        partition: LimitPartition?,
        adaptiveLimit: AdaptiveLimit?
    ) {
        name = rules.plugin
        self.limit = limit
        manner = adaptiveLimit != nil ? .observed : holding == .head ? .untilHead : .untilEnd
        self.adaptiveLimit = adaptiveLimit
        sharing = ClockSharing()
        partitions = Partitions(partition, rules: rules) {
            PoolMachine(limit: limit, pendingLimit: rules.pendingLimit, adaptation: adaptiveLimit?.adaptation)
        }
    }

    /// `poolWeight`
    public var options: [OptionDeclaration] { [OptionDeclaration(PoolWeightOption.self)] }

    /// What the pool is doing now, all partitions together.
    public var figures: PoolFigures {
        var figures = PoolFigures()
        let gone = partitions.forEach { figures.add($0) }
        figures.rejected += gone
        return figures
    }

    /// What one partition is doing now; `nil` where there is none of this key.
    public func figures(ofPartition key: String) -> PoolFigures? {
        partitions.limiter(of: key).map { limiter in
            var figures = PoolFigures()
            figures.add(limiter)
            return figures
        }
    }

    /// Values that cannot be meant, and a pool that is there twice.
    public func problems(in client: ClientDescription) -> [ConfigurationProblem] {
        var problems = partitions.problems + client.impossibleWeights(of: PoolWeightOption.self)
        if let adaptiveLimit {
            problems += adaptiveLimit.problems.map { ConfigurationProblem("\(name): \($0)") }
        } else if !LimitBounds.limits.contains(limit) {
            let most = LimitBounds.limits.upperBound
            problems.append(
                ConfigurationProblem("\(name): limit is \(limit): give the number of permits, from 1 to \(most)")
            )
        }
        if client.plugins.count(where: { ($0 as? Pool)?.partitions === partitions }) > 1 {
            problems.append(
                ConfigurationProblem(
                    "\(name): the same pool is there twice, so an attempt would wait for the permit that it has: remove one"
                )
            )
        }
        return problems + sharing.problems(of: name, in: client, isUsable: problems.isEmpty)
    }

    /// Runs the attempt with a permit. One that is free is taken before anything asynchronous.
    public func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        let limiter = try partitions.limiter(for: request, session)
        let permits: Int
        if let free = try takeFree(from: limiter, session) {
            permits = free
        } else {
            permits = try await limiter.permits(PoolWeightOption.self, BlockedByPool.self, for: &session)
        }
        switch manner {
        case .untilEnd:
            defer { limiter.giveBack(permits) }
            return try await next(request, session: &session)
        case .untilHead: return try await releaseAtHead(limiter, permits, request, &session, next)
        case .observed: return try await observe(limiter, permits, request, &session, next)
        }
    }

    /// Refuses those who wait and whose client is closed.
    public func close() async {
        for limiter in partitions.all { limiter.perform { $0.close() } }
    }

    @inline(never)
    private func takeFree(from limiter: Limiter<PoolMachine>, _ session: ServiceSession) throws -> Int? {
        let weight = try session.weight(PoolWeightOption.self)
        return limiter.withMachine { $0.acquire(weight) }
    }

    @inline(never)
    private func releaseAtHead(
        _ limiter: Limiter<PoolMachine>,
        _ permits: Int,
        _ request: ServiceRequest,
        _ session: inout ServiceSession,
        _ next: AttemptNext
    ) async throws -> ServiceResponse {
        let base = session.transport
        let transport = HeadReleasingTransport(base: base, limiter: limiter, permits: permits)
        session.transport = transport
        defer {
            transport.release()
            session.transport = base
        }
        return try await next(request, session: &session)
    }

    @inline(never)
    private func observe(
        _ limiter: Limiter<PoolMachine>,
        _ permits: Int,
        _ request: ServiceRequest,
        _ session: inout ServiceSession,
        _ next: AttemptNext
    ) async throws -> ServiceResponse {
        let start = session.now.offset - session.blockedByLimits
        var ending = AttemptSample.Ending.other
        defer {
            // The wait for a limit behind this one is not the fault of the service.
            let sent = start + session.blockedByLimits
            limiter.giveBack(permits, AttemptSample(start: sent, end: session.now.offset, ending: ending))
        }
        do {
            let response = try await next(request, session: &session)
            ending = AttemptSample.Ending(response.status, isStreamed: session.isStreamed)
            return response
        } catch {
            ending = AttemptSample.Ending(error)
            throw error
        }
    }
}

typealias PoolMachine = PoolState<ClientLifetime, Waker>

extension PoolState: PartitionedMachine {
    func isAsNew(at now: Duration) -> Bool { inFlight == 0 && queue.isEmpty }
}

// Nothing that a pool does but letting somebody wait makes anything due earlier, so its timer can be left alone.
extension Limiter<PoolMachine> {
    /// Permits come back, and go straight to whoever waits.
    @inline(never)
    func giveBack(_ permits: Int) {
        withMachine { $0.release(permits) }.resume()
    }

    /// Permits come back, and what was seen of their attempt may change the limit.
    @inline(never)
    func giveBack(_ permits: Int, _ sample: AttemptSample) {
        withMachine { $0.release(permits, sample: sample) }.resume()
    }
}

extension PoolFigures {
    fileprivate mutating func add(_ limiter: Limiter<PoolMachine>) {
        let (limit, inFlight, pending, rejected) = limiter.withMachine {
            ($0.limit, $0.inFlight, $0.queue.count, $0.rejections)
        }
        self.limit += limit
        self.inFlight += inFlight
        self.pending += pending
        self.rejected += rejected
        partitions += 1
    }
}

extension ServiceSession {
    /// How long this call has waited for limits of any kind.
    fileprivate var blockedByLimits: Duration { blockedByPool + blockedByRateLimit }
}
