import Foundation
import ServiceCore
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// One request and its response: the task of a session on one side, a task of Swift on the other.
///
/// The decisions are made in ``ExchangeState``; this type performs them, after unlocking.
final class Exchange: Sendable {
    private typealias State = ExchangeState<CheckedContinuation<Void, Never>>

    private let message: RequestMessage
    private let owner: SessionOwner
    private let configuration: URLSessionTransport.Configuration
    private let state: Mutex<State>
    private let task = Mutex<URLSessionTask?>(nil)
    private let spool = Mutex<TemporaryFile?>(nil)

    init(_ message: RequestMessage, owner: SessionOwner, configuration: URLSessionTransport.Configuration) {
        self.message = message
        self.owner = owner
        self.configuration = configuration
        #if canImport(Darwin)
            let overflow = State.Overflow.suspend
        #else
            let overflow = State.Overflow.spool(limit: configuration.temporaryFileLimit)
        #endif
        state = Mutex(State(capacity: configuration.bufferSize, overflow: overflow))
    }
}

// The side of the caller.
extension Exchange {
    func start() {
        owner.start(self)
    }

    /// Waits for the head of the response.
    func head() async throws -> ResponseHead {
        while true {
            switch state.withLock({ $0.takeHead() }) {
            case .head(let head): return head
            case .failed(let error): throw error
            case .wait: await park()
            }
        }
    }

    /// Waits for the next chunk of the body, `nil` at its end.
    func next() async throws -> [UInt8]? {
        while true {
            switch state.withLock({ $0.next() }) {
            case .chunk(let chunk, let regulates):
                if regulates { regulate() }
                return chunk
            case .spooled(let range):
                return try spool.withLock(\.self)?.read(range)
            case .end: return nil
            case .failed(let error): throw error
            case .wait: await park()
            }
        }
    }

    private func park() async {
        await withCheckedContinuation { continuation in
            state.withLock { $0.park(continuation) }?.resume()
        }
    }

    /// Ends the exchange with an error; what has arrived and was not read is dropped.
    func fail(_ error: any Error) {
        let (waiter, cancels) = state.withLock { $0.fail(error) }
        waiter?.resume()
        if cancels { perform { $0.cancel() } }
    }

    /// Ends the exchange when nobody reads it any more.
    func leave() {
        if state.withLock({ $0.leave() }) { perform { $0.cancel() } }
    }

    private func regulate() {
        perform { [self] task in
            switch state.withLock({ $0.regulate() }) {
            case .suspend: task.suspend()
            case .resume: task.resume()
            case nil: break
            }
        }
    }

    private func perform(_ call: @escaping @Sendable (URLSessionTask) -> Void) {
        owner.perform { [self] in
            if let task = task.withLock(\.self) { call(task) }
        }
    }
}

// The side of the session.
extension Exchange {
    /// The task that sends the request, or `nil` when the exchange is over before it began.
    func makeTask(in session: URLSession) -> URLSessionTask? {
        guard state.withLock(\.isRunning) else { return nil }
        let made = message.makeTask(in: session)
        task.withLock { $0 = made }
        return made
    }

    func receive(_ response: HTTPURLResponse) {
        let head = ReceivedHead(response, method: message.method)
        state.withLock { $0.receive(head) }?.resume()
    }

    func receive(_ bytes: [UInt8]) {
        switch state.withLock({ $0.receive(bytes.count, bytes) }) {
        case .kept(let waiter):
            waiter?.resume()
        case .regulate(let waiter):
            waiter?.resume()
            regulate()
        case .spill(let offset):
            spill(bytes, at: offset)
        case .overflow:
            fail(TransportError.temporaryFileLimit(configuration.temporaryFileLimit, message.origin))
        case .ignored:
            break
        }
    }

    private func spill(_ bytes: [UInt8], at offset: Int) {
        do {
            // Only the session's queue makes the file, so two cannot be made.
            let file = try spool.withLock(\.self) ?? TemporaryFile(in: configuration.temporaryDirectory, isNamed: false)
            spool.withLock { $0 = file }
            try file.write(bytes, at: offset)
            state.withLock { $0.spilled(bytes.count) }?.resume()
        } catch {
            fail(TransportError.temporaryFile(error, message.origin))
        }
    }

    func loseConnection() {
        fail(TransportError(URLError(.networkConnectionLost), origin: message.origin, headArrived: false))
    }

    func complete(_ response: HTTPURLResponse?, error: (any Error)?) {
        // Linux reports a redirect without a usable Location only here, and has dropped its body.
        let missed = response.map { ReceivedHead(withoutBody: $0, method: message.method) }
        let waiter = state.withLock { state in
            let hasHead = state.hasHead
            return state.complete(
                missedHead: error == nil ? missed : nil,
                error: error.map { TransportError($0, origin: message.origin, headArrived: hasHead) },
                truncated: { TransportError.truncated(message.origin, received: $0, of: $1) }
            )
        }
        waiter?.resume()
    }
}
