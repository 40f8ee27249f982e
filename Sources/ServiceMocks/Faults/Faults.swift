public import ServiceCore
import Synchronization

/// Lets attempts go wrong on purpose, whatever brings their answers: a real transport or a ``Mock``.
///
/// ```swift
/// plugins: [Retry(), Mock(), Faults([.share(0.2, seed: 7, .reset()), .every(5, .delay(.seconds(2)))])]
/// ```
/// Every attempt is a call of the plan, numbered from 1 over all endpoints in the order in which they are sent. What lies before the head
/// happens before anything is sent; a fault that ends the attempt there sends nothing.
///
/// Put it behind ``Mock``, which would take its place otherwise; making the client fails where it is not.
public struct Faults: AttemptIntercepting, ClientPreparing {
    private let plan: FaultPlan
    private let endpoints: Set<String>?
    private let counter = Counter()

    private final class Counter: Sendable {
        private let count = Atomic(0)

        func next() -> Int { count.add(1, ordering: .relaxed).newValue }
    }

    /// Creates the plugin. Clients that share it share the numbers of calls.
    ///
    /// - Parameters:
    ///   - plan: What goes wrong.
    ///   - endpoints: The endpoints that are concerned. Default: all.
    public init(_ plan: FaultPlan, endpoints: Set<String>? = nil) {
        self.plan = plan
        self.endpoints = endpoints
    }

    /// An endpoint that does not exist, and a ``Mock`` that would take the place of the faults.
    public func problems(in client: ClientDescription) -> [ConfigurationProblem] {
        let names = client.endpoints.map(\.name)
        var problems = (endpoints ?? []).subtracting(names).sorted().map {
            ConfigurationProblem(
                "Faults concern the endpoint \"\($0)\", which does not exist\(NearestNames.suggestion(for: $0, in: names))"
            )
        }
        let last = client.plugins.lastIndex { $0 is Mock }
        let first = client.plugins.firstIndex { $0 is Faults }
        if let last, let first, first < last {
            problems.append(
                ConfigurationProblem("Faults stand in front of Mock, which takes their place: put them behind it")
            )
        }
        return problems
    }

    /// Runs the attempt with faults between it and what sends it.
    public func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        guard endpoints?.contains(session.endpoint.name) ?? true else {
            return try await next(request, session: &session)
        }
        let transport = session.transport
        defer { session.transport = transport }
        session.transport = FaultTransport(base: transport, plan: plan, clock: session.clock, number: counter.next)
        return try await next(request, session: &session)
    }
}

/// Puts faults between a transport and whoever reads its responses.
private struct FaultTransport: Transport {
    let base: any Transport
    let plan: FaultPlan
    let clock: ServiceClock
    let number: @Sendable () -> Int

    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: TransportResponse.Handler
    ) async throws {
        let faults = plan.faults(forCall: number())
        guard !faults.isEmpty else { return try await base.send(request, deadline: deadline, handler: handler) }
        let player = AnswerPlayer(deadline: deadline, clock: clock)
        try await player.performBeforeHead(FaultInjector(faults))
        try await base.send(request, deadline: deadline) { response in
            try await player.play(faults, on: response, handler: handler)
        }
    }
}
