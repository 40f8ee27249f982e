import Synchronization

/// The closure of a streamed call, without its result type.
protocol StreamReading: Sendable {
    /// Whether the closure has been started.
    var hasStarted: Bool { get }
    /// Throws if the closure has been started: what ended it, or that no attempt can follow.
    func checkNotStarted() throws
    /// Runs the closure, unless another attempt has started it.
    ///
    /// - Parameter failure: Makes what the call throws of what the closure threw.
    func read(_ response: ServiceResponse, failure: (any Error) -> any Error) async throws
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

    /// What the closure returned, or `nil` where it has not ended; throws what it threw.
    var output: Output? {
        get throws {
            switch state.withLock({ $0 }) {
            case .finished(let output): output
            case .failed(let error): throw error
            case .idle, .running: nil
            }
        }
    }

    func checkNotStarted() throws {
        switch state.withLock({ $0 }) {
        case .idle: return
        case .failed(var error as ServiceError):
            // Its own attempt tells the failure hooks.
            error.isReported = true
            throw error
        case .failed(let error): throw error
        case .running, .finished: throw superseded
        }
    }

    func read(_ response: ServiceResponse, failure: (any Error) -> any Error) async throws {
        let isFirst = state.withLock { state in
            guard case .idle = state else { return false }
            state = .running
            return true
        }
        guard isFirst else { throw failure(superseded) }
        do {
            let output = try await body(response)
            state.withLock { $0 = .finished(output) }
        } catch {
            let error = failure(error)
            state.withLock { $0 = .failed(error) }
            throw error
        }
    }

    private var superseded: ServiceError {
        ServiceError(
            .superseded,
            "the closure of this streamed call has started in another attempt: none can follow it"
        )
    }
}
