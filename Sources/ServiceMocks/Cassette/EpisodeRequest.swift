import ServiceCore

/// The request of an episode, secrets masked.
struct EpisodeRequest: Sendable, CustomStringConvertible {
    let method: RequestMethod
    let url: ServiceURL
    let headers: HeaderFields
    let body: EpisodeBody

    /// What is wrong with a request for this episode to be its own, each a line; empty where nothing is.
    ///
    /// - Parameters:
    ///   - request: The request that asks.
    ///   - matching: What must be the same.
    ///   - redaction: What is masked: somebody may have written a secret into the file.
    func differences(
        from request: EpisodeRequest,
        _ matching: Cassette.Matching,
        _ redaction: Redaction
    ) -> [String] {
        var differences: [String] = []
        func compare(_ what: String, _ part: Cassette.Matching, _ own: String, _ other: String) {
            if matching.contains(part), own != other { differences.append("\(what) is \(other), not \(own)") }
        }
        compare("method", .method, "\(method)", "\(request.method)")
        compare("origin", .origin, "\(url.origin)", "\(request.url.origin)")
        compare("path", .path, redaction.path(url.path), redaction.path(request.url.path))
        compare("query", .query, shown(url, redaction), shown(request.url, redaction))
        if matching.contains(.headers) {
            let (own, other) = (redaction.fields(headers), redaction.fields(request.headers))
            compare("header fields", .headers, own.sortedDescription, other.sortedDescription)
        }
        if matching.contains(.body) { differences += body.differences(from: request.body, redaction) }
        return differences
    }

    private func shown(_ url: ServiceURL, _ redaction: Redaction) -> String {
        url.query.map(redaction.query) ?? "none"
    }

    var description: String { description(.standard) }

    func description(_ redaction: Redaction) -> String { "\(Redaction.line(method.rawValue)) \(redaction.url(url))" }
}

extension EpisodeRequest {
    /// By the policy of the request alone: a request that has another secret must be found, whatever that secret is.
    init(_ request: ServiceRequest, body: [UInt8]) {
        method = request.method
        let redaction = request.redaction
        var url = request.url
        url.path = redaction.path(url.path)
        url.query = url.query.map(redaction.query)
        self.url = url
        headers = redaction.fields(request.headers)
        self.body = EpisodeBody(body, request.headers, redaction)
    }

    /// As it is written, the body beside it under a name that begins so if need be.
    func stored(_ file: CassetteFile, _ name: String) throws(MockError) -> DynamicValue {
        var members: DynamicObject = ["method": .string(method.rawValue), "url": .string(url.string)]
        if !headers.isEmpty { members["headers"] = headers.stored }
        members["body"] = try body.stored(file, name)
        return .object(members)
    }
}

extension HeaderFields {
    /// The fields as a cassette has them: a list where a name has several values.
    var stored: DynamicValue {
        var members = DynamicObject()
        var written: Set<HeaderField.Name> = []
        for field in self where written.insert(field.name).inserted {
            let values = values(field.name).map(DynamicValue.string)
            members[field.name.rawValue] = values.count == 1 ? values[0] : .array(values)
        }
        return .object(members)
    }

    fileprivate var sortedDescription: String {
        map { "\($0.name.rawValue.lowercased()): \($0.value)" }.sorted().joined(separator: ", ")
    }
}
