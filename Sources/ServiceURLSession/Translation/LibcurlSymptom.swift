/// What libcurl says about a failure.
///
/// `URLSession` on Linux has codes of its own for a few failures and `URLError.Code.unknown` for all others; libcurl's
/// code is lost on the way, and its message is all that is left. The messages are English whatever the locale is. Those
/// that are told apart here stand in the sources of libcurl 7.61 to 8.17; of a message that is not known, `nil` is made,
/// and what is known besides decides.
enum LibcurlSymptom: Hashable {
    /// No connection came about; nothing was sent to the service.
    case noConnection
    /// No secure connection came about; nothing was sent to the service.
    case noSecureConnection
    /// A connection broke.
    case brokenConnection
    /// The connection ended before the body did.
    case truncatedBody
    /// The answer is no HTTP, or its body is not encoded as its head says.
    case malformedResponse

    init?(_ message: String) {
        let message = message.lowercased()
        let match = Self.phrases.first { $0.phrases.contains { message.contains($0) } }
        guard let match else { return nil }
        self = match.symptom
    }

    /// What the messages have in common, in lower case. The first symptom with a phrase that occurs is the one: a message
    /// may name a host, so the phrases of messages with names come first, and the shortest ones last.
    private static let phrases: [(symptom: Self, phrases: [String])] = [
        (
            .noConnection,
            [
                "connect to ", "couldn't connect", "could not connect", "immediate connect fail",
                "connection timed out after", "connection timeout after", "connect tunnel failed",
                "proxy connect aborted", "from proxy after connect",
            ]
        ),
        (
            .noSecureConnection,
            ["ssl_connect", "handshake", "certificate", "ssl connect error", "unknown ssl protocol"]
        ),
        (.truncatedBody, ["transfer closed with", "transferred a partial file", "end of response with"]),
        (
            .brokenConnection,
            [
                "recv failure", "send failure", "receiving data from the peer", "sending data to the peer",
                "empty reply from server", "server returned nothing", "ssl_read", "ssl_write", "ssl read", "ssl write",
                "gnutls recv", "gnutls send", "was not closed cleanly", "framing layer", "goaway", "connection died",
            ]
        ),
        (.noSecureConnection, ["ssl", "tls", "cipher"]),
        (
            .malformedResponse,
            [
                "http/0.9", "http version", "http/1", "header", "weird server reply", "status line", "content-length",
                "chunk", "encoding",
                // Said of a header field of more than 100 KB and of a Location that is no URL, and of little else.
                "out of memory",
            ]
        ),
    ]
}
