/// What a server knows of its past, and the answers that wait to be given.
struct ServerLog: Sendable {
    var requests: [RecordedRequest] = []
    /// How many of `requests` have been handed out one by one.
    var takenRequests = 0
    var answers: [Answer] = []
    var openConnections = 0
    var acceptedConnections = 0
    var abortedRequests = 0
    var refusedRequests = 0
    var isStopped = false

    /// Adds a connection and gives its number.
    mutating func accept() -> Int {
        openConnections += 1
        acceptedConnections += 1
        return acceptedConnections
    }

    /// Adds a request and takes the answer that is meant for it: the order of arrival is the order of answers.
    mutating func record(_ request: RecordedRequest) -> Answer? {
        requests.append(request)
        return answers.isEmpty ? nil : answers.removeFirst()
    }

    /// The next request that was not yet taken, an error when there will be none, `nil` where it may come.
    mutating func takeRequest() -> Result<RecordedRequest, MockServerError>? {
        if takenRequests < requests.count {
            takenRequests += 1
            return .success(requests[takenRequests - 1])
        }
        return isStopped ? .failure(.stopped) : nil
    }
}
