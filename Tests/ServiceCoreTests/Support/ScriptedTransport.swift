import ServiceCore
import Synchronization

/// A transport that reads a streamed body to its end, answers by a script, and remembers what it was asked.
final class ScriptedTransport: Transport {
    /// What one `send` was given.
    struct Sent: Sendable {
        let request: ServiceRequest
        let deadline: Deadline?
    }

    /// Gives the answer to a request; `number` counts them from 1.
    typealias Script = @Sendable (_ number: Int, _ request: ServiceRequest) async throws -> TransportResponse

    private struct State {
        var sent: [Sent] = []
        var running = 0
        var closings = 0
    }

    private let state = Mutex(State())
    private let script: Script
    private let onClose: @Sendable () -> Void

    init(onClose: @escaping @Sendable () -> Void = {}, _ script: @escaping Script) {
        self.script = script
        self.onClose = onClose
    }

    convenience init(_ answer: TransportResponse = .json("{}")) {
        self.init { _, _ in answer }
    }

    var sent: [Sent] { state.withLock { $0.sent } }
    var requests: [ServiceRequest] { sent.map(\.request) }
    /// How many `send` have not returned.
    var running: Int { state.withLock { $0.running } }
    var closings: Int { state.withLock { $0.closings } }

    func send(
        _ request: ServiceRequest,
        deadline: Deadline?,
        handler: (TransportResponse) async throws -> Void
    ) async throws {
        let number = state.withLock { state in
            state.sent.append(Sent(request: request, deadline: deadline))
            state.running += 1
            return state.sent.count
        }
        defer { state.withLock { $0.running -= 1 } }
        if case .stream(let body) = request.body {
            var chunks = try body.makeIterator()
            while try await chunks.next() != nil {}
        }
        try await handler(try await script(number, request))
    }

    func close() async {
        state.withLock { $0.closings += 1 }
        onClose()
    }
}

extension TransportResponse {
    static func json(_ text: String, status: ResponseStatus = 200, headers: HeaderFields = [:]) -> Self {
        Self(head: ResponseHead(status: status, headers: headers), body: .bytes(Array(text.utf8)))
    }

    /// An answer whose body arrives in pieces.
    static func chunks(_ chunks: [[UInt8]], headers: HeaderFields = [:]) -> Self {
        let rest = Locked(chunks[...])
        return streamed(headers: headers) { rest.withLock { $0.popFirst() } }
    }

    static func streamed(
        headers: HeaderFields = [:],
        _ next: @escaping @Sendable () async throws -> [UInt8]?
    ) -> Self {
        Self(head: ResponseHead(status: 200, headers: headers), body: .stream(next))
    }
}
