import ServiceCore
import Synchronization

/// How a connection ends when an answer makes it end.
enum ConnectionEnd: Error {
    case close
    case reset
}

/// One answer on its way to the client: performs the steps, and remembers that a fault has ended it.
final class AnswerOutput: Sendable {
    private struct State {
        var injector: FaultInjector
        var bodySize = 0
        var end: ConnectionEnd?
    }

    private let encoder: AnswerEncoder
    private let socket: Socket
    private let clock: ServiceClock
    private let state: Mutex<State>

    init(_ encoder: AnswerEncoder, faults: [Fault], socket: Socket, clock: ServiceClock) {
        self.encoder = encoder
        self.socket = socket
        self.clock = clock
        state = Mutex(State(injector: FaultInjector(faults)))
    }

    /// Sends the head and a body that is in memory.
    func send(_ pieces: [[UInt8]]) async throws {
        let steps = state.withLock { state in
            var steps = state.injector.head(encoder.head)
            for piece in pieces where !piece.isEmpty && encoder.sendsBody { steps.append(joining: body(piece, &state)) }
            steps.append(joining: state.injector.body([], suffix: encoder.end))
            return steps
        }
        try await perform(steps)
    }

    /// Sends the head, and the body while it is written.
    ///
    /// A `write` that throws breaks the connection off, for the client shall not take what came for the whole.
    func send(_ write: (BodyWriter) async throws -> Void) async throws {
        try await perform(state.withLock { $0.injector.head(encoder.head) })
        guard encoder.sendsBody else { return }
        try await write(BodyWriter { bytes in try await self.write(bytes) })
        // A fault ends the answer even where `write` caught the error that told of it.
        if let end = state.withLock(\.end) { throw end }
        try await perform(state.withLock { $0.injector.body([], suffix: encoder.end) })
        guard encoder.isComplete(state.withLock(\.bodySize)) else { throw ConnectionEnd.close }
    }

    private func write(_ bytes: [UInt8]) async throws {
        let steps = try state.withLock { state in
            if let end = state.end { throw end }
            return body(bytes, &state)
        }
        try await perform(steps)
    }

    private func body(_ bytes: [UInt8], _ state: inout State) -> [WireStep] {
        let (prefix, suffix) = encoder.frame(bytes)
        state.bodySize += bytes.count
        return state.injector.body(bytes, prefix: prefix, suffix: suffix)
    }

    private func perform(_ steps: [WireStep]) async throws {
        for step in steps {
            switch step {
            case .write(let bytes): try await socket.write(bytes)
            case .pause(let duration): try await clock.sleep(for: duration)
            case .stall: try await Self.waitForCancellation()
            case .reset: throw end(.reset)
            case .close: throw end(.close)
            }
        }
    }

    private func end(_ end: ConnectionEnd) -> ConnectionEnd {
        state.withLock { $0.end = end }
        return end
    }

    private static func waitForCancellation() async throws {
        try await Monitor(()).wait { _ -> Void? in nil }
    }
}
