import ServiceCore

extension Limiter where Machine.Owner == ClientLifetime {
    /// Permits for an attempt that found none free; it waits where it may. Whoever waits holds the frames of all this: they are kept small.
    ///
    /// - Parameters:
    ///   - weight: The option that tells how many.
    ///   - blocked: The attribute to which the time of the wait is added, however that ends.
    /// - Throws: ``ServiceError``, with a ``LimitRefusal`` as its cause; `CancellationError` as soon as the task is cancelled.
    @inline(never)
    func permits<Weight: ServiceOptionKey, Blocked: AttributeKey>(
        _ weight: Weight.Type,
        _ blocked: Blocked.Type,
        for session: inout ServiceSession
    ) async throws -> Int where Weight.Value == Int, Blocked.Value == Duration {
        switch try enter(weight, session) {
        case .granted(let permits): return permits
        case .waits(let key, let arrival):
            let outcome = await wait(for: key)
            return try leave(outcome, &session, arrival, blocked)
        }
    }

    @inline(never)
    private func enter<Weight: ServiceOptionKey>(
        _ weight: Weight.Type,
        _ session: ServiceSession
    ) throws -> Entry where Weight.Value == Int {
        let weight = try session.weight(weight)
        let arrival = session.now
        let expiry = Expiry(now: arrival, timeout: rules.pendingTimeout, deadline: session.deadline)
        let owner = session.clientLifetime
        let admission = admit(on: session.clock) {
            $0.arrive(weight: weight, now: arrival.offset, expiry: expiry, owner: owner)
        }
        switch admission {
        case .granted(let permits): return .granted(permits)
        case .refused(let refusal): throw rules.error(refusal, partition: partition, waited: .zero)
        case .waits(let key): return .waits(key, since: arrival)
        }
    }

    @inline(never)
    private func leave<Blocked: AttributeKey>(
        _ outcome: WaitOutcome,
        _ session: inout ServiceSession,
        _ arrival: ServiceClock.Instant,
        _ blocked: Blocked.Type
    ) throws -> Int where Blocked.Value == Duration {
        // A clock may have gone back.
        let waited = max(.zero, arrival.duration(to: session.now))
        session.attributes[blocked] = (session.attributes[blocked] ?? .zero) + waited
        switch outcome {
        case .granted(let permits): return permits
        case .refused(let refusal): throw rules.error(refusal, partition: partition, waited: waited)
        case .cancelled: throw CancellationError()
        }
    }
}

/// What an attempt got that was not refused.
private enum Entry {
    case granted(Int)
    case waits(WaitKey, since: ServiceClock.Instant)
}
