import ServiceCore
import Synchronization

/// Calls `next` up to three times, with a pause between.
struct RetryThrice: CallIntercepting {
    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        for _ in 0..<2 {
            do {
                return try await next(request, session: &session)
            } catch is ServiceError where session.mayAttemptAgain {
                try await session.sleep(for: .seconds(60))
            }
        }
        return try await next(request, session: &session)
    }
}

/// Two attempts at once, of which the first that answers wins; the other is cancelled.
struct Hedge: CallIntercepting {
    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        // The closure of a streamed call can run once.
        if session.isStreamed { return try await next(request, session: &session) }
        let original = session
        let winner = try await withThrowingTaskGroup(of: (ServiceResponse, ServiceSession).self) { group in
            defer { group.cancelAll() }
            for _ in 0..<2 {
                group.addTask {
                    var copy = original
                    return (try await next(request, session: &copy), copy)
                }
            }
            do {
                if let first = try await group.next() { return first }
            } catch {
                // The other one decides.
            }
            guard let second = try await group.next() else { throw CancellationError() }
            return second
        }
        session = winner.1
        return winner.0
    }
}

/// Answers by itself where the service fails.
struct Fallback: CallIntercepting {
    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        do {
            return try await next(request, session: &session)
        } catch is ServiceError where !session.isStreamed {
            return ServiceResponse(head: ResponseHead(status: 200), body: .bytes([0x31]), request: request)
        }
    }
}

/// Answers with the last response, and asks nobody then.
final class RememberingCache: CallIntercepting {
    private let last = Mutex<ServiceResponse?>(nil)

    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        if session.isStreamed { return try await next(request, session: &session) }
        if let response = last.withLock(\.self) { return response }
        let response = try await next(request, session: &session)
        last.withLock { $0 = response }
        return response
    }
}

/// Runs the rest of an attempt in a task of its own, which it cancels with the call and waits for.
struct SharedFlight: AttemptIntercepting {
    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        let original = session
        let flight = Task {
            var copy = original
            return (try await next(request, session: &copy), copy)
        }
        let result = try await withTaskCancellationHandler {
            try await flight.value
        } onCancel: {
            flight.cancel()
        }
        session = result.1
        return result.0
    }
}

/// Starts a task with its first call that runs until the client is closed.
final class Refresher: RequestPreparing, ClientClosing {
    private let work = Mutex<Task<Void, Never>?>(nil)

    func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) async throws {
        work.withLock { work in
            if work == nil { work = Task { try? await Task.sleep(for: .seconds(3600)) } }
        }
    }

    func close() async {
        work.withLock { $0.take() }?.cancel()
    }
}

/// Sets attributes of its own and takes them away, and hides more.
struct AttributeOwner: AttemptIntercepting {
    private enum Own: AttributeKey {
        typealias Value = Int
    }

    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        session.attributes[Own.self] = 1
        session.redaction.hideValue("another secret")
        defer { session.attributes[Own.self] = nil }
        return try await next(request, session: &session)
    }
}

/// Holds a permit until the head is there, on purpose.
final class PermitUntilHead: AttemptIntercepting, ResponseReceiving {
    private enum IsGivenBack: AttributeKey {
        typealias Value = Bool
    }

    private let held = Mutex(0)

    var inUse: Int { held.withLock(\.self) }

    func didReceive(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        held.withLock { $0 -= 1 }
        session.attributes[IsGivenBack.self] = true
    }

    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        held.withLock { $0 += 1 }
        session.attributes[IsGivenBack.self] = nil
        defer { if session.attributes[IsGivenBack.self] == nil { held.withLock { $0 -= 1 } } }
        return try await next(request, session: &session)
    }
}

/// Limits all clients that share it, and needs one clock for that.
final class OneClock: ClientPreparing {
    private let clock = Mutex<ServiceClock?>(nil)

    func problems(in client: ClientDescription) -> [ConfigurationProblem] {
        let first = clock.withLock { clock in
            clock = clock ?? client.clock
            return clock
        }
        return first == client.clock ? [] : [ConfigurationProblem("two clocks")]
    }
}
