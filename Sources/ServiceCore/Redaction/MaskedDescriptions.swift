extension ServiceURL: CustomStringConvertible {
    /// The URL on one line, its secrets masked.
    public var description: String { redaction.url(self) }
}

extension HeaderField: CustomStringConvertible {
    /// The field as a line, `name: value`, a secret value masked.
    public var description: String {
        "\(Redaction.line(name.rawValue)): \(Redaction.standard.value(value, named: name.rawValue))"
    }
}

extension HeaderFields: CustomStringConvertible {
    /// The fields as lines, secret values masked.
    public var description: String {
        map(\.description).joined(separator: "\n")
    }
}

extension ServiceRequest: CustomStringConvertible {
    /// Method and URL, secrets masked.
    public var description: String { description(redaction) }

    func description(_ redaction: Redaction) -> String {
        "\(Redaction.line(method.rawValue)) \(redaction.url(url))"
    }
}

extension ServiceResponse: CustomStringConvertible {
    /// Status, the URL that answered if it is another one, and the start of the body if it has been read, its secrets masked.
    public var description: String { description(redaction.hidingSecrets(of: request)) }

    func description(_ redaction: Redaction) -> String {
        let start = "\(status)" + (head.redirectedURL.map { " from \(redaction.url($0))" } ?? "")
        return switch redaction.excerpt(of: body, headers: headers) {
        case .none: "\(start), no body"
        case .stream: "\(start), body not read"
        case .binary(let length, let type): "\(start), \(length) bytes" + (type.map { " of \($0)" } ?? ", no text")
        case let excerpt: "\(start), \(bytes.count) bytes: \(excerpt)"
        }
    }
}

extension TypedResponse: CustomStringConvertible {
    /// The description of the response.
    public var description: String { response.description }
}

extension RequestBody: CustomStringConvertible {
    /// What kind of body it is, and its length: never its bytes.
    public var description: String {
        switch self {
        case .none: "no body"
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .stream(let stream): stream.length.map { "a stream of \($0) bytes" } ?? "a stream"
        }
    }
}

extension ResponseBody: CustomStringConvertible {
    /// The length of the body if it has been read: never its bytes.
    public var description: String { buffered.map { "\($0.count) bytes" } ?? "a stream" }
}

extension ServiceSession: CustomStringConvertible {
    /// The names of service and endpoint, and the number of the attempt.
    public var description: String { "\(service).\(endpoint.name)" + (attempt > 0 ? ", attempt \(attempt)" : "") }
}

extension Parameters: CustomStringConvertible {
    /// The parameters as a literal, the values of secret names masked.
    public var description: String {
        let items = map {
            "\($0.name): \(Redaction.standard.value($0.value.texts.joined(separator: ","), named: $0.name))"
        }
        return "[\(items.joined(separator: ", "))]"
    }
}
