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
    /// Method and URL, secrets masked: also one of a header field or of the body that stands in the URL as well.
    public var description: String { description(redaction.hidingSecrets(of: self)) }

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

extension Payload: CustomStringConvertible {
    /// What kind of payload it is, and the length of bytes: never what it holds.
    public var description: String {
        switch self {
        case .none: "no payload"
        case .value(let value): "a value of type \(type(of: value))"
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .stream(let stream): stream.length.map { "a stream of \($0) bytes" } ?? "a stream"
        }
    }
}

extension Attributes: CustomStringConvertible {
    /// The names of the attributes, never their values.
    public var description: String { "[\(named.map { Redaction.line($0.name) }.joined(separator: ", "))]" }
}

extension ServiceOption: CustomStringConvertible {
    /// The name of the option, never its value.
    public var description: String { Redaction.line(name) }
}

extension ServiceOptions: CustomStringConvertible {
    /// The names of the options, each with the strongest level that gave a value.
    public var description: String {
        "[\(named.map { "\(Redaction.line($0.name)) (\($0.level.rawValue))" }.joined(separator: ", "))]"
    }
}

extension EndpointDefinition: CustomStringConvertible {
    /// Method and path, the secrets of the path masked, and the names of the options.
    public var description: String {
        let start = "\(Redaction.line(method.rawValue)) \(Redaction.standard.template(path))"
        return options.isEmpty ? start : "\(start) \(options)"
    }
}

extension EndpointDescription: CustomStringConvertible {
    /// The name, the method and the path, the secrets of the path masked.
    public var description: String {
        "\(Redaction.line(name)): \(Redaction.line(method.rawValue)) "
            + (fixedRequest?.redaction ?? .standard).template(template.source)
    }
}

extension ServiceClient: CustomStringConvertible {
    /// The name of the service, and how many endpoints it has; more is in ``pipeline``.
    public var description: String { "\(Redaction.line(name)), \(endpoints.count) endpoints" }
}

extension Redaction: CustomStringConvertible {
    /// Whether it is the standard policy: never what it hides.
    public var description: String { rules == nil ? "the standard policy" : "a policy of its own" }
}
