extension ServiceURL: CustomStringConvertible {
    /// The URL on one line, with the secrets of its query masked.
    public var description: String {
        let start = origin.description + Redaction.line(path)
        guard let query else { return start }
        return "\(start)?\(Redaction.line(Redaction.query(query)))"
    }
}

extension HeaderField: CustomStringConvertible {
    /// The field as a line, `name: value`, a secret value masked.
    public var description: String {
        "\(name): \(Redaction.isSecret(name.rawValue) ? Redaction.mask : Redaction.excerpt(Array(value.utf8)))"
    }
}

extension HeaderFields: CustomStringConvertible {
    /// The fields as lines, secret values masked.
    public var description: String {
        map(\.description).joined(separator: "\n")
    }
}

extension ServiceRequest: CustomStringConvertible {
    /// Method and URL, the secrets of the query masked.
    public var description: String { "\(Redaction.line(method.rawValue)) \(url)" }
}

extension ServiceResponse: CustomStringConvertible {
    /// Status, and the start of the body if it has been read, its secrets masked by the names of their members.
    public var description: String {
        guard let bytes = body.buffered else { return "\(status), body not read" }
        if bytes.isEmpty { return "\(status), no body" }
        return "\(status), \(bytes.count) bytes: \(Redaction.body(bytes))"
    }
}
