import ServiceCore
import Synchronization

/// What can end a request early, at any moment: its deadline, or the cancellation of its task.
final class Interruption: Sendable {
    private struct State {
        var error: (any Error)?
        var exchange: Exchange?
    }

    private let state = Mutex(State())

    /// Names the exchange that an interruption concerns from now on.
    func watch(_ exchange: Exchange) {
        let error = state.withLock { state in
            state.exchange = exchange
            return state.error
        }
        if let error { exchange.fail(error) }
    }

    /// Ends the exchange; the first reason stands.
    func interrupt(with error: any Error) {
        let exchange: Exchange? = state.withLock { state in
            guard state.error == nil else { return nil }
            state.error = error
            return state.exchange
        }
        exchange?.fail(error)
    }

    /// Runs an operation that is interrupted at a deadline.
    func racing(_ deadline: Deadline?, origin: ServiceURL.Origin, _ operation: () async throws -> Void) async throws {
        guard let deadline else { return try await operation() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                guard (try? await deadline.sleep()) != nil else { return }
                self.interrupt(with: TransportError.deadlineExceeded(origin))
            }
            defer { group.cancelAll() }
            try await operation()
        }
    }
}
