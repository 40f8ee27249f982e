extension ServiceError: CustomStringConvertible {
    /// The error for people, secrets masked:
    ///
    /// ```
    /// users.getUsers failed at send, attempt 2: connection lost [transportFailed]
    ///   request: GET https://api.example.com/v1/users?page=2
    ///   response: 200 OK, 17 bytes: {"users": [tru…
    ///   cause: …
    /// ```
    public var description: String { description(redaction) }

    func description(_ redaction: Redaction) -> String {
        var redaction = redaction
        if let request { redaction = redaction.hidingSecrets(of: request) }
        // The cause of a parse error is what a codec says of the body.
        if let response, stage == .parse { redaction = redaction.hidingSecrets(of: response) }
        var text = place.isEmpty ? "" : "\(place) failed at \(stage)"
        if attempt > 0 { text += ", attempt \(attempt)" }
        text += "\(text.isEmpty ? "" : ": ")\(redaction.lines(message)) [\(code)]"
        if let request { text += "\n  request: \(request.description(redaction))" }
        if let response { text += "\n  response: \(response.description(redaction))" }
        if let cause { text += "\n  cause: \(redaction.error(cause, behind: message))" }
        return text
    }

    /// The policy, and the secrets of the request.
    var ownRedaction: Redaction { request.map(redaction.hidingSecrets) ?? redaction }

    private var place: String {
        Redaction.line(endpoint.isEmpty ? service : "\(service).\(endpoint)")
    }
}
