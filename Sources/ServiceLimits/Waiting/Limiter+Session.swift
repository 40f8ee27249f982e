import ServiceCore

extension Limiter where Machine.Owner == ClientLifetime {
    /// Permits for an attempt, for which it waits where it has to.
    ///
    /// - Parameters:
    ///   - blocked: The attribute to which the time of the wait is added, however that ends.
    ///   - ask: Asks the machine.
    /// - Throws: ``ServiceError``, with a ``LimitRefusal`` as its cause; `CancellationError` as soon as the task is cancelled.
    func permits<Blocked: AttributeKey>(
        for session: inout ServiceSession,
        arrival: ServiceClock.Instant,
        rules: WaitRules,
        partition: String?,
        blocked: Blocked.Type,
        ask: (_ machine: inout Machine, _ expiry: Expiry?) -> Admission
    ) async throws -> Int where Blocked.Value == Duration {
        let expiry = Expiry(now: arrival, timeout: rules.pendingTimeout, deadline: session.deadline)
        switch admit(on: session.clock, { ask(&$0, expiry) }) {
        case .granted(let permits):
            return permits
        case .refused(let refusal):
            throw rules.error(refusal, partition: partition, waited: .zero)
        case .waits(let key):
            let outcome = await wait(for: key)
            let waited = arrival.duration(to: session.now)
            session.attributes[Blocked.self] = (session.attributes[Blocked.self] ?? .zero) + waited
            switch outcome {
            case .granted(let permits): return permits
            case .refused(let refusal): throw rules.error(refusal, partition: partition, waited: waited)
            case .cancelled: throw CancellationError()
            }
        }
    }
}
