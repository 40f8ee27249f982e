import ServiceCore

/// How a record masks secrets: by the policy of the call, which also knows the secrets of the request that a server may repeat.
struct Masking: Sendable {
    private let redaction: Redaction

    init(_ redaction: Redaction, of request: ServiceRequest? = nil) {
        self.redaction = request.map(redaction.hidingSecrets) ?? redaction
    }

    /// Whether what has this name is a secret. A tracking token is none: it is there to be found in logs.
    func isSecret(_ name: String) -> Bool { name != "trackingToken" && redaction.isSecret(name) }

    /// A text that may contain secrets, on one line.
    func text(_ text: String, limit: Int = .max) -> String { redaction.text(text, limit: limit) }

    /// A URL without its query.
    func url(_ url: ServiceURL) -> String {
        var url = url
        url.query = nil
        return redaction.url(url)
    }

    /// A query.
    func query(_ query: String) -> String { redaction.query(query) }

    /// Header fields, in their order.
    func headers(_ headers: HeaderFields) -> HeaderFields {
        HeaderFields(
            redaction.fields(headers).map { field in
                HeaderField(name: HeaderField.Name(Redaction.line(field.name.rawValue)), value: field.value)
            }
        )
    }

    /// The start of a body.
    func excerpt(of bytes: [UInt8], headers: HeaderFields, limit: Int) -> String {
        redaction.excerpt(of: bytes, headers: headers, limit: limit).description
    }
}
