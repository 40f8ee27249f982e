extension ServiceURL: CustomStringConvertible {
    /// The URL with the secrets of its query masked.
    public var description: String {
        guard let query else { return origin.description + path }
        return "\(origin.description)\(path)?\(Redaction.query(query))"
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
    public var description: String { "\(method) \(url)" }
}

extension ServiceResponse: CustomStringConvertible {
    /// Status, and the start of the body if it has been read.
    public var description: String {
        guard let bytes = body.buffered else { return "\(status), body not read" }
        if bytes.isEmpty { return "\(status), no body" }
        return "\(status), \(bytes.count) bytes: \(Redaction.excerpt(bytes))"
    }
}
