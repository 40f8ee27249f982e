/// What the reader of a connection has for the writer, in the order in which it must be answered.
enum Turn: Sendable {
    /// The client waits for `100 Continue`.
    case sendContinue
    /// A complete request, the answer that was enqueued for it, and what more goes wrong.
    case answer(RecordedRequest, keepsAlive: Bool, Answer?, [Fault])
    /// The client did something that ends the connection.
    case refuse(RequestError)
}

/// Turns on their way from the reader to the writer: first in, first out, and not many.
final class TurnQueue: Sendable {
    private struct State: Sendable {
        var turns: [Turn] = []
        var isFinished = false
    }

    private enum Taken {
        case turn(Turn)
        case end
    }

    /// How many pipelined requests are read ahead before the client is held back.
    private static let capacity = 16

    private let state = Monitor(State())

    /// Adds a turn, and waits for room before; `false` where nobody will take it.
    func put(_ turn: Turn) async throws -> Bool {
        try await state.wait { state in
            if state.isFinished { return false }
            guard state.turns.count < Self.capacity else { return nil }
            state.turns.append(turn)
            return true
        }
    }

    /// Waits for the next turn; `nil` behind the last.
    func take() async throws -> Turn? {
        let taken: Taken = try await state.wait { state in
            if !state.turns.isEmpty { return .turn(state.turns.removeFirst()) }
            return state.isFinished ? .end : nil
        }
        if case .turn(let turn) = taken { return turn }
        return nil
    }

    /// Says that no more turns come, or that no more are taken.
    func finish() {
        state.withLock { $0.isFinished = true }
    }
}
