import ServiceCore

/// How a connection ends when an answer makes it end.
enum ConnectionEnd: Error {
    case close
    case reset
}

/// One answer on its way to the client: performs the steps, and remembers what has ended it.
final class AnswerOutput: Sendable {
    private struct State: Sendable {
        var injector: FaultInjector
        var bodySize = 0
        /// Whether a piece of the body is on its way; the next one waits, for on the wire they must not mix.
        var isWriting = false
        /// Whether the function that writes the body has returned.
        var isOver = false
        var end: ConnectionEnd?

        mutating func body(_ bytes: [UInt8], _ encoder: AnswerEncoder) -> [WireStep] {
            let (prefix, suffix) = encoder.frame(bytes)
            bodySize += bytes.count
            return injector.body(bytes, prefix: prefix, suffix: suffix)
        }
    }

    private typealias Steps = Result<[WireStep], any Error>

    private let encoder: AnswerEncoder
    private let socket: Socket
    private let clock: ServiceClock
    private let state: Monitor<State>

    init(_ encoder: AnswerEncoder, faults: [Fault], socket: Socket, clock: ServiceClock) {
        self.encoder = encoder
        self.socket = socket
        self.clock = clock
        state = Monitor(State(injector: FaultInjector(faults)))
    }

    /// Sends the head and a body that is in memory.
    func send(_ pieces: [[UInt8]]) async throws {
        let steps = state.withLock { [encoder] state in
            var steps = state.injector.head(encoder.head)
            for piece in pieces where !piece.isEmpty && encoder.sendsBody {
                steps.append(joining: state.body(piece, encoder))
            }
            steps.append(joining: state.injector.body([], suffix: encoder.end))
            return steps
        }
        try await perform(steps)
    }

    /// Sends the head, and the body while it is written.
    ///
    /// A `write` that throws breaks the connection off, for the client shall not take what came for the whole.
    func send(_ write: (BodyWriter) async throws -> Void) async throws {
        try await perform(state.withLock { [encoder] in $0.injector.head(encoder.head) })
        guard encoder.sendsBody else { return }
        do {
            try await write(BodyWriter { bytes in try await self.write(bytes) })
        } catch {
            state.withLock { $0.isOver = true }
            throw error
        }
        try await perform(lastSteps())
        guard encoder.isComplete(state.withLock(\.bodySize)) else { throw ConnectionEnd.close }
    }

    private func write(_ bytes: [UInt8]) async throws {
        let steps = try await state.wait { [encoder] state -> Steps? in
            if state.isOver { return .failure(MockServerError.bodyIsOver) }
            if let end = state.end { return .failure(end) }
            guard !state.isWriting else { return nil }
            state.isWriting = true
            return .success(state.body(bytes, encoder))
        }.get()
        defer { state.withLock { $0.isWriting = false } }
        try await perform(steps)
    }

    /// What stands behind a body that has been written; an end throws even where `write` caught the error that told of it.
    private func lastSteps() async throws -> [WireStep] {
        try await state.wait { [encoder] state -> Steps? in
            guard !state.isWriting else { return nil }
            state.isOver = true
            if let end = state.end { return .failure(end) }
            return .success(state.injector.body([], suffix: encoder.end))
        }.get()
    }

    /// Performs steps; where one fails, the client has a part of them, and nothing that followed would make sense.
    private func perform(_ steps: [WireStep]) async throws {
        do {
            for step in steps {
                switch step {
                case .write(let bytes): try await socket.write(bytes)
                case .pause(let duration): try await clock.sleep(for: duration)
                case .stall: try await Self.waitForCancellation()
                case .reset: throw ConnectionEnd.reset
                case .close: throw ConnectionEnd.close
                }
            }
        } catch {
            state.withLock { $0.end = $0.end ?? (error as? ConnectionEnd) ?? .close }
            throw error
        }
    }

    private static func waitForCancellation() async throws {
        try await Monitor(()).wait { _ -> Void? in nil }
    }
}
