import ServiceCore
import Synchronization

/// Answers a GET from memory where the same one was answered with 200 a short time ago.
final class ResponseCache: CallIntercepting {
    private let stored = Mutex<[String: (response: ServiceResponse, end: ServiceClock.Instant)]>([:])
    private let lifetime: Duration

    init(lifetime: Duration) { self.lifetime = lifetime }

    func interceptCall(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: CallNext
    ) async throws -> ServiceResponse {
        guard request.method == .get, !session.isStreamed else { return try await next(request, session: &session) }
        let (key, now) = (request.url.string, session.clock.now)
        if var hit = stored.withLock({ $0[key] }), now < hit.end {
            hit.response.attributes[CacheAge.self] = lifetime - now.duration(to: hit.end)
            return hit.response
        }
        let response = try await next(request, session: &session)
        if response.status == 200 {
            let end = session.clock.now.advanced(by: lifetime)
            stored.withLock { $0[key] = (response, end) }
        }
        return response
    }
}

enum CacheAge: AttributeKey {
    typealias Value = Duration
}

extension ServiceResponse {
    var cacheAge: Duration? { attributes[CacheAge.self] }
}
