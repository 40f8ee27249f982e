import ServiceCore

/// How a record masks secrets, and bounds what it takes: by the policy of the call, which also knows the secrets of the request that a
/// server may repeat.
struct Masking: Sendable {
    private let redaction: Redaction

    init(_ redaction: Redaction, of request: ServiceRequest? = nil) {
        self.redaction = request.map(redaction.hidingSecrets) ?? redaction
    }

    /// Whether what has this name is a secret. A tracking token is none: it is there to be found in logs.
    func isSecret(_ name: String) -> Bool { name != "trackingToken" && redaction.isSecret(name) }

    /// A text that may contain secrets, on one line.
    func text(_ text: String, limit: Int) -> String { redaction.text(text, limit: limit) }

    /// A URL without its query.
    func url(_ url: ServiceURL) -> String {
        var url = url
        url.query = nil
        return redaction.url(url).cut(to: RecordLimits.url)
    }

    /// A query.
    func query(_ query: String) -> String { redaction.query(query).cut(to: RecordLimits.url) }

    /// The template of a path.
    func template(_ template: URITemplate) -> String { redaction.template(template.source).cut(to: RecordLimits.url) }

    /// Header fields, in their order; where there are too many of them, the last one says so.
    func headers(_ headers: HeaderFields) -> HeaderFields {
        var fields = headers.prefix(RecordLimits.fieldCount).map { field in
            let name = field.name.rawValue
            let value =
                redaction.isSecret(name) && !field.value.isEmpty
                ? Redaction.mask : redaction.text(field.value, limit: RecordLimits.field)
            return HeaderField(name: HeaderField.Name(Redaction.line(name.cut(to: RecordLimits.name))), value: value)
        }
        let omitted = headers.count - fields.count
        if omitted > 0 { fields.append(HeaderField(name: "…", value: "and \(omitted) more")) }
        return HeaderFields(fields)
    }

    /// The start of a body.
    func excerpt(of bytes: [UInt8], headers: HeaderFields, limit: Int) -> String {
        redaction.excerpt(of: bytes, headers: headers, limit: limit).description
    }

    /// An error for people, on several lines.
    func error(_ error: ServiceError) -> String { redaction.error(error).cut(to: RecordLimits.description) }
}
