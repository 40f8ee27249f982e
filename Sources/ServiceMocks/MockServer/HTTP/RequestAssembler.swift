/// Puts the events of a parser together to whole requests.
struct RequestAssembler {
    private let connection: Int
    private var count = 0
    private var current: (request: RecordedRequest, keepsAlive: Bool)?

    init(connection: Int) {
        self.connection = connection
    }

    /// Adds an event, and gives the request that it completes.
    mutating func add(_ event: RequestParser.Event) -> (request: RecordedRequest, keepsAlive: Bool)? {
        switch event {
        case .head(let head):
            count += 1
            let request = RecordedRequest(
                method: head.method,
                target: head.target,
                minorVersion: head.minorVersion,
                headers: head.headers,
                rawHead: head.bytes,
                chunkSizes: head.framing == .chunked ? [] : nil,
                connection: connection,
                numberOnConnection: count
            )
            current = (request, head.keepsAlive)
        case .chunk(let size):
            current?.request.chunkSizes?.append(size)
        case .body(let bytes):
            current?.request.body += bytes
        case .end:
            return current.take()
        }
        return nil
    }
}
