import ServiceCore
import Synchronization

/// The chunks of a body, and the faults between them: what a client reads where no connection is that could break.
final class FaultedBody: Sendable {
    typealias Source = @Sendable () async throws -> [UInt8]?

    private struct State {
        var injector: FaultInjector
        var steps: ArraySlice<WireStep>
        /// How many bytes the reader still gets: what `Content-Length` announced, where it is a lie.
        var allowance: Int?

        /// Takes the next step; of bytes, no more than the reader may have.
        mutating func next() -> WireStep? {
            guard let step = steps.popFirst() else { return nil }
            guard case .write(let bytes) = step, let left = allowance else { return step }
            allowance = left - min(left, bytes.count)
            return .write(Array(bytes.prefix(left)))
        }
    }

    private let state: Mutex<State>
    private let source: Source
    private let pause: Pause
    private let endsByClosing: Bool

    /// - Parameters:
    ///   - injector: The faults; what happens before the head is over.
    ///   - announcedLength: What the head said, where it does not fit the source.
    ///   - endsByClosing: Whether the end of the connection is the end of the body, and not its loss.
    ///   - pause: How to wait.
    ///   - source: The chunks without faults.
    init(
        _ injector: FaultInjector,
        announcedLength: Int? = nil,
        endsByClosing: Bool = false,
        pause: Pause,
        source: @escaping Source
    ) {
        var injector = injector
        let steps = injector.afterHead()[...]
        state = Mutex(State(injector: injector, steps: steps, allowance: announcedLength))
        self.source = source
        self.pause = pause
        self.endsByClosing = endsByClosing
    }

    var body: ResponseBody { .stream { try await self.next() } }

    private func next() async throws -> [UInt8]? {
        while true {
            switch state.withLock({ $0.next() }) {
            case .write(let bytes):
                // Empty: the reader has had all that was announced.
                return bytes.isEmpty ? nil : bytes
            case .pause(let duration): try await pause.wait(duration)
            case .stall: try await pause.stall()
            case .reset:
                throw TransportError(.connectionLost, "the connection was reset in the body, as the mock was told")
            case .close:
                if endsByClosing { return nil }
                throw truncated
            case nil:
                guard let chunk = try await source() else { return try end() }
                state.withLock { $0.steps = $0.injector.body(chunk)[...] }
            }
        }
    }

    private func end() throws -> [UInt8]? {
        if let missing = state.withLock({ $0.allowance }), missing > 0 { throw truncated }
        return nil
    }

    private var truncated: TransportError {
        TransportError(.truncatedBody, "the connection was closed in the body, as the mock was told")
    }
}

extension ResponseBody {
    /// Gives the chunks one after the other.
    var source: FaultedBody.Source {
        if let buffered { return Pieces([buffered]).next }
        // The iterator of a body that arrives has no state of its own, so each chunk may be asked of a new one.
        return {
            var iterator = self.makeAsyncIterator()
            return try await iterator.next()
        }
    }
}
