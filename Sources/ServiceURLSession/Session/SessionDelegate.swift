import Dispatch
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Brings what a session reports to the exchange that it concerns.
final class SessionDelegate: NSObject, Sendable {
    private let exchanges = Mutex<[Int: Exchange]>([:])
    private let configuration: URLSessionTransport.Configuration
    private let calls: DispatchQueue

    init(_ configuration: URLSessionTransport.Configuration, calls: DispatchQueue) {
        self.configuration = configuration
        self.calls = calls
    }

    func register(_ exchange: Exchange, for task: URLSessionTask) {
        exchanges.withLock { $0[task.taskIdentifier] = exchange }
    }

    private func exchange(of task: URLSessionTask) -> Exchange? {
        exchanges.withLock { $0[task.taskIdentifier] }
    }
}

extension SessionDelegate: URLSessionDataDelegate {
    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        // Linux reports interim responses too.
        if let response = response as? HTTPURLResponse, response.statusCode >= 200 {
            exchange(of: dataTask)?.receive(response)
        }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        exchange(of: dataTask)?.receive([UInt8](data))
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let exchange = exchanges.withLock { $0.removeValue(forKey: task.taskIdentifier) }
        exchange?.complete(task.response as? HTTPURLResponse, error: error)
    }

    /// The transport follows redirects by itself: the platforms' rules differ, and Linux loses the body of a 307.
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    /// A body is wanted a second time, because a kept connection broke while it was sent. Only a stream could be given,
    /// no task here has one, and Linux would wait for the bytes without an end.
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void
    ) {
        exchange(of: task)?.loseConnection()
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        #if canImport(Darwin)
            let space = challenge.protectionSpace
            if let trusts = configuration.trusts, let trust = space.serverTrust {
                if trusts(trust, space.host) {
                    completionHandler(.useCredential, URLCredential(trust: trust))
                } else {
                    completionHandler(.cancelAuthenticationChallenge, nil)
                }
            } else {
                completionHandler(.performDefaultHandling, nil)
            }
        #else
            // Linux asks when a 401 has arrived completely, and reports no completion unless it is given a credential.
            exchange(of: task)?.complete(task.response as? HTTPURLResponse, error: nil)
            calls.async { completionHandler(.cancelAuthenticationChallenge, nil) }
        #endif
    }
}
