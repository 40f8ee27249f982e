import Dispatch
import Foundation
import ServiceCore
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The session of a transport, from its making to its invalidation.
///
/// On Linux every call into `URLSession` waits for the one queue that all sessions of a process share, so the calls are
/// made on a queue of our own. That queue also orders them: a task is made before it is cancelled, and before the
/// session is invalidated, which traps when a task is made afterwards.
final class SessionOwner: Sendable {
    private struct State {
        var session: URLSession?
        var running = 0
        var isClosed = false

        /// The session, when nobody will need it again.
        mutating func takeSpent() -> URLSession? {
            isClosed && running == 0 ? session.take() : nil
        }
    }

    private let state: Mutex<State>
    private let calls = DispatchQueue(label: "URLSessionTransport.calls")
    let delegate: SessionDelegate

    init(_ configuration: URLSessionTransport.Configuration) {
        delegate = SessionDelegate(configuration, calls: calls)
        let session = URLSession(
            configuration: .stateless(configuration),
            delegate: delegate,
            delegateQueue: DelegateQueue.make()
        )
        state = Mutex(State(session: session))
    }

    /// Counts a request in; each must be counted out.
    func begin(_ origin: ServiceURL.Origin) throws {
        let isOpen = state.withLock { state in
            if !state.isClosed { state.running += 1 }
            return !state.isClosed
        }
        guard isOpen else { throw TransportError.closed(origin) }
    }

    func end() {
        invalidate(
            state.withLock { state in
                state.running -= 1
                return state.takeSpent()
            }
        )
    }

    func close() {
        invalidate(
            state.withLock { state in
                state.isClosed = true
                return state.takeSpent()
            }
        )
    }

    private func invalidate(_ session: URLSession?) {
        guard let session else { return }
        calls.async { session.finishTasksAndInvalidate() }
    }

    /// Makes the task of an exchange, unless that is over already, and starts it.
    func start(_ exchange: Exchange) {
        // There is a session as long as a request runs.
        guard let session = state.withLock({ $0.session }) else { return }
        calls.async { [delegate] in
            guard let task = exchange.makeTask(in: session) else { return }
            delegate.register(exchange, for: task)
            task.resume()
        }
    }

    /// Does something with a task, after everything that was asked for before.
    func perform(_ call: @escaping @Sendable () -> Void) {
        calls.async(execute: call)
    }
}

extension URLSessionConfiguration {
    /// A session that remembers nothing and has no time limits of its own.
    fileprivate static func stateless(_ configuration: URLSessionTransport.Configuration) -> URLSessionConfiguration {
        // A year: infinity is not accepted everywhere.
        let never = 365.0 * 24 * 60 * 60
        let result = URLSessionConfiguration.ephemeral
        result.httpCookieStorage = nil
        result.httpCookieAcceptPolicy = .never
        result.httpShouldSetCookies = false
        result.urlCache = nil
        result.requestCachePolicy = .reloadIgnoringLocalCacheData
        result.urlCredentialStorage = nil
        result.timeoutIntervalForRequest = never
        result.timeoutIntervalForResource = never
        result.httpMaximumConnectionsPerHost = max(1, configuration.maximumConnectionsPerHost)
        #if canImport(Darwin)
            result.tlsMinimumSupportedProtocolVersion = configuration.minimumTLSVersion
        #endif
        return result
    }
}
