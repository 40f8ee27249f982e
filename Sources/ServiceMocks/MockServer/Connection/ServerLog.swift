/// What a server knows of its past, and the answers that wait to be given.
struct ServerLog: Sendable {
    var requests: Newest<RecordedRequest>
    /// The number of the request that is handed out next, one by one.
    private var nextRequest = 0
    var answers: [Answer] = []
    var openConnections = 0
    var acceptedConnections = 0
    var abortedRequests = 0
    var refusedRequests = 0
    var isStopped = false

    init(recordingLimit: Int) {
        requests = Newest(recordingLimit)
    }

    /// Adds a connection and gives its number.
    mutating func accept() -> Int {
        openConnections += 1
        acceptedConnections += 1
        return acceptedConnections
    }

    /// Adds a request, and gives its number from 1 and the answer that is meant for it: the order of arrival is the order of answers.
    mutating func record(_ request: RecordedRequest) -> (number: Int, answer: Answer?) {
        requests.append(request)
        return (requests.count, answers.isEmpty ? nil : answers.removeFirst())
    }

    /// The next request that was not yet taken, an error when there will be none, `nil` where it may come.
    mutating func takeRequest() -> Result<RecordedRequest, MockServerError>? {
        if let (number, request) = requests.first(from: nextRequest) {
            nextRequest = number + 1
            return .success(request)
        }
        return isStopped ? .failure(.stopped) : nil
    }

    /// Whether a condition holds, once that can be told: `nil` as long as it does not and may come to.
    func canTell(_ condition: Bool) -> Bool? {
        condition || isStopped ? condition : nil
    }
}
