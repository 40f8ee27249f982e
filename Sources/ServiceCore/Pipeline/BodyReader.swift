/// Reads a body into memory, up to a limit.
struct BodyReader {
    let limit: Int
    private var bytes: [UInt8] = []

    init(limit: Int) {
        self.limit = limit
    }

    /// The start of what has arrived, for an error.
    var prefix: [UInt8] { Array(bytes.prefix(ServiceError.bodyPrefixSize)) }

    mutating func read(_ response: ServiceResponse) async throws -> [UInt8] {
        if let buffered = response.body.buffered {
            bytes = buffered
            if buffered.count > limit { throw tooLarge }
            return buffered
        }
        if let announced = response.headers[.contentLength].flatMap({ Int($0) }) {
            // What a server announces is a claim: a large one gets its memory when the bytes are there.
            bytes.reserveCapacity(min(announced, limit, 1 << 20))
        }
        for try await chunk in response.body {
            if bytes.count + chunk.count > limit {
                bytes += chunk.prefix(max(0, ServiceError.bodyPrefixSize - bytes.count))
                throw tooLarge
            }
            bytes += chunk
        }
        return bytes
    }

    private var tooLarge: ServiceError {
        ServiceError(
            .bodyTooLarge,
            "the body is longer than \(limit) bytes: raise the limit with maximumBodySize, or read it with stream"
        )
    }
}
