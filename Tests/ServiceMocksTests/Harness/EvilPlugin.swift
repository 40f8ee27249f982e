import ServiceCore
import ServiceMocks
import Synchronization

/// A plugin with permits that does one thing wrong, or nothing.
final class EvilPlugin: AttemptIntercepting, SessionPreparing, ResponseReceiving, ClientClosing {
    enum Flaw: String, CaseIterable, Sendable {
        case leaks, leaksWhenCancelled, waitsForEver, givesBackTwice, givesBackEarly
        case swallowsCancellation, sendsAgain, callsAgain, ignoresCancellation, cancelsTheCaller, throwsCancellation
        case runsLoose, movesTheDeadline, dropsTheAnswer, changesAttributes, changesRedaction, leaksATask

        /// The scenario in which it is found, and a part of what the suite says of it.
        var finding: (PluginScenario, String) {
            switch self {
            case .leaks: (.fails(at: .send), "no permit is left")
            case .leaksWhenCancelled: (.cancelled(at: .send), "it holds 1 of what it took")
            case .waitsForEver:
                (.fails(at: .send), "it was not over after 60.0 seconds: does it wait for what never comes?")
            case .givesBackTwice: (.succeeds, "it gave back 1 more than it took")
            case .givesBackEarly: (.succeeds.streamed, "it gave back what it took before the body had been read")
            case .swallowsCancellation:
                (.cancelled(at: .send), "it swallowed the cancellation: interceptAttempt returned")
            case .sendsAgain: (.cancelled(at: .send), "it sent 1 requests more when the task had been cancelled")
            case .callsAgain: (.cancelled(at: .send), "it called next again in interceptAttempt when the call had been")
            case .ignoresCancellation: (.cancelled(at: .read), "it was not over after 60.0 seconds")
            case .cancelsTheCaller: (.succeeds, "the call was cancelled, and nobody had cancelled it")
            case .throwsCancellation: (.succeeds, "the call failed")
            case .runsLoose: (.succeeds, "returned while what is inside of it was running")
            case .movesTheDeadline: (.succeeds, "it left another deadline behind the attempt")
            case .dropsTheAnswer: (.succeeds, "the call failed")
            case .changesAttributes: (.succeeds, "it removed or changed an attribute of the session that is another's")
            case .changesRedaction: (.succeeds, "it changed what the redaction of the session hides")
            case .leaksATask: (.succeeds, "a task that it had started did not end when the client was closed")
            }
        }

        /// Whether the plugin tells how much it holds.
        var tells: Bool { self == .leaksWhenCancelled || self == .givesBackTwice || self == .givesBackEarly }
    }

    /// What runs when its hook has returned, as a task might that nobody waits for.
    private struct Loose: Sendable {
        let request: ServiceRequest
        var session: ServiceSession
        let next: AttemptNext
    }

    private let free: Mutex<Int>
    private let loose = Mutex<Loose?>(nil)
    private let stuck = Mutex<[Task<Void, Never>]>([])
    private let count: Int
    private let flaw: Flaw?
    private let onStuck: @Sendable () async -> Void

    /// - Parameter onStuck: Called when the flaw has made something wait for what never comes.
    init(_ flaw: Flaw?, count: Int = 3, onStuck: @escaping @Sendable () async -> Void = {}) {
        free = Mutex(count)
        self.count = count
        self.flaw = flaw
        self.onStuck = onStuck
    }

    var inUse: Int { free.withLock { count - $0 } }

    /// Ends what is stuck.
    func release() {
        for task in stuck.withLock(\.self) { task.cancel() }
    }

    func prepareSession(_ session: inout ServiceSession) async throws {
        if flaw == .changesAttributes { session.attributes = Attributes() }
        if flaw == .changesRedaction { session.redaction = .standard }
        guard var call = loose.withLock({ $0.take() }) else { return }
        _ = try? await call.next(call.request, session: &call.session)
    }

    func didReceive(_ response: inout ServiceResponse, session: inout ServiceSession) async throws {
        if flaw == .givesBackEarly { free.withLock { $0 += 1 } }
    }

    func close() async {
        if flaw == .leaksATask { await onStuck() }
    }

    func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        try await take()
        var succeeded = false
        defer { giveBack(succeeded: succeeded) }
        switch flaw {
        case .movesTheDeadline: session.limit(until: session.now.advanced(by: .seconds(1)))
        case .dropsTheAnswer: throw ServiceError(.pluginFailed, "dropped")
        case .throwsCancellation: throw CancellationError()
        case .cancelsTheCaller: unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
        case .leaksATask: wait { Task { try? await Task.sleep(for: .seconds(3600)) } }
        case .runsLoose:
            let copy = session
            loose.withLock { $0 = Loose(request: request, session: copy, next: next) }
            return ServiceResponse(head: ResponseHead(status: 200), body: .bytes([0x31]), request: request)
        default: break
        }
        do {
            let response = try await next(request, session: &session)
            succeeded = true
            return response
        } catch is CancellationError {
            return try await goOn(request, &session, next)
        }
    }

    /// What it does when the call has been cancelled.
    private func goOn(
        _ request: ServiceRequest,
        _ session: inout ServiceSession,
        _ next: AttemptNext
    ) async throws -> ServiceResponse {
        switch flaw {
        case .swallowsCancellation:
            return ServiceResponse(head: ResponseHead(status: 200), body: .bytes([0x31]), request: request)
        case .callsAgain: return try await next(request, session: &session)
        case .sendsAgain:
            let copy = session
            return try await Task.detached {
                var copy = copy
                return try await next(request, session: &copy)
            }.value
        case .ignoresCancellation:
            let endless = wait { Task.detached { try? await Task.sleep(for: .seconds(3600)) } }
            let onStuck = onStuck
            Task.detached { await onStuck() }
            await endless.value
            throw CancellationError()
        default: throw CancellationError()
        }
    }

    private func take() async throws {
        let isTaken = free.withLock { free in
            if free == 0 { return false }
            free -= 1
            return true
        }
        if isTaken { return }
        guard flaw == .waitsForEver else { throw ServiceError(.pluginFailed, "no permit is left") }
        let onStuck = onStuck
        Task.detached { await onStuck() }
        try await Task.sleep(for: .seconds(3600))
    }

    private func giveBack(succeeded: Bool) {
        let times =
            switch flaw {
            case .leaks, .waitsForEver: succeeded ? 1 : 0
            case .leaksWhenCancelled: Task.isCancelled ? 0 : 1
            case .givesBackTwice: 2
            case .givesBackEarly: 0
            default: 1
            }
        free.withLock { $0 += times }
    }

    @discardableResult
    private func wait(_ start: () -> Task<Void, Never>) -> Task<Void, Never> {
        let task = start()
        stuck.withLock { $0.append(task) }
        return task
    }
}
