import ServiceCore

/// Why a request is refused before anybody is asked for an answer; the connection is closed behind the refusal.
struct RequestError: Error, Equatable {
    let status: ResponseStatus
    let reason: String

    static func malformed(_ reason: String) -> RequestError {
        RequestError(status: 400, reason: reason)
    }

    static func headTooLarge(limit: Int) -> RequestError {
        RequestError(status: 431, reason: "The head of the request is larger than \(limit) bytes.")
    }

    static func bodyTooLarge(limit: Int) -> RequestError {
        RequestError(
            status: 413,
            reason: "The body is larger than \(limit) bytes; raise maximumBodySize of the MockServer."
        )
    }
}
