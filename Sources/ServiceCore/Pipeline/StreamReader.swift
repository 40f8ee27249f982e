import Synchronization

/// The closure of a streamed call, without its result type.
protocol StreamReading: Sendable {
    /// Whether the closure has been started.
    var hasStarted: Bool { get }
    /// Throws what ended the closure, if it was started and has ended with an error.
    func checkNotFailed() throws
    /// Runs the closure, unless another attempt has started it.
    func read(_ response: ServiceResponse) async throws
}

/// Runs the closure of a streamed call once, whichever attempt gets there first, and keeps its result.
final class StreamReader<Output: Sendable>: StreamReading {
    private enum State: Sendable {
        case idle
        case running
        case finished(Output)
        case failed(any Error)
    }

    private let state = Mutex(State.idle)
    private let body: @Sendable (ServiceResponse) async throws -> Output

    init(_ body: @escaping @Sendable (ServiceResponse) async throws -> Output) {
        self.body = body
    }

    var hasStarted: Bool {
        state.withLock { if case .idle = $0 { false } else { true } }
    }

    var output: Output? {
        state.withLock { if case .finished(let output) = $0 { output } else { nil } }
    }

    func checkNotFailed() throws {
        if case .failed(let error) = state.withLock({ $0 }) { throw error }
    }

    func read(_ response: ServiceResponse) async throws {
        let isFirst = state.withLock { state in
            guard case .idle = state else { return false }
            state = .running
            return true
        }
        guard isFirst else {
            throw ServiceError(.superseded, "another attempt of this streamed call is being read")
        }
        do {
            let output = try await body(response)
            state.withLock { $0 = .finished(output) }
        } catch {
            state.withLock { $0 = .failed(error) }
            throw error
        }
    }
}
