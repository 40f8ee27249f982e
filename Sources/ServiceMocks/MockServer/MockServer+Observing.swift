extension MockServer {
    /// The requests that have arrived completely, in the order in which they did: the newest
    /// ``Configuration/recordingLimit`` of them.
    public var requests: [RecordedRequest] { log.withLock(\.requests.all) }

    /// How many requests have arrived completely, those included that are not among ``requests`` any more.
    public var requestCount: Int { log.withLock(\.requests.count) }

    /// How many connections are open now.
    public var connectionCount: Int { log.withLock(\.openConnections) }

    /// How many connections there have been, those that are open included.
    public var acceptedConnectionCount: Int { log.withLock(\.acceptedConnections) }

    /// How many requests had begun when their connection ended, and are not among ``requests`` for that reason.
    public var abortedRequestCount: Int { log.withLock(\.abortedRequests) }

    /// How many requests the server refused because they were malformed or too large.
    public var refusedRequestCount: Int { log.withLock(\.refusedRequests) }

    /// Waits for the first request that no call of this function has returned yet, and that is still recorded.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, ``MockServerError`` when the server is stopped
    ///   before a request came.
    public func nextRequest() async throws -> RecordedRequest {
        try await log.wait { $0.takeRequest() }.get()
    }

    /// Waits until this many connections are open, for example none.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before that, ``MockServerError`` when the server is
    ///   stopped and it can never be.
    public func waitForConnections(count: Int) async throws {
        let holds = try await log.wait { $0.canTell($0.openConnections == count) }
        if !holds { throw MockServerError.stopped }
    }

    /// Waits until at least this many requests were broken off (``abortedRequestCount``).
    ///
    /// - Throws: `CancellationError` when the task is cancelled before that, ``MockServerError`` when the server is
    ///   stopped and it can never be.
    public func waitForAbortedRequests(count: Int = 1) async throws {
        let holds = try await log.wait { $0.canTell($0.abortedRequests >= count) }
        if !holds { throw MockServerError.stopped }
    }
}
