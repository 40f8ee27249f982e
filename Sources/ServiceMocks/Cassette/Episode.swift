import ServiceCore

/// A request with its response, as a cassette has them.
struct Episode: Sendable {
    let request: EpisodeRequest
    let response: EpisodeResponse
    /// As it stands in the file, members included that are not known.
    let source: DynamicValue

    init(_ value: DynamicValue, place: String, _ file: CassetteFile) throws(MockError) {
        let reader = EpisodeReader(file: file, place: place)
        let episode = try reader.object(value, "")
        let request = try reader.object(episode["request"], "request")
        let response = try reader.object(episode["response"], "response")
        guard let method = request["method"]?.string else { throw reader.wrong("request.method", "a text") }
        guard let url = request["url"]?.string.flatMap(ServiceURL.init(recorded:)) else {
            throw reader.wrong("request.url", "an absolute URL")
        }
        guard let status = response["status"]?.int else { throw reader.wrong("response.status", "a number") }
        var redirectedURL: ServiceURL?
        if let text = response["redirectedURL"] {
            redirectedURL = text.string.flatMap(ServiceURL.init(recorded:))
            if redirectedURL == nil { throw reader.wrong("response.redirectedURL", "an absolute URL") }
        }
        self.request = EpisodeRequest(
            method: RequestMethod(rawValue: method),
            url: url,
            headers: try reader.headers(request["headers"], "request.headers"),
            body: try reader.body(request["body"], "request.body")
        )
        self.response = EpisodeResponse(
            head: ResponseHead(
                status: ResponseStatus(status),
                headers: try reader.headers(response["headers"], "response.headers"),
                redirectedURL: redirectedURL
            ),
            body: try reader.body(response["body"], "response.body")
        )
        source = value
    }
}

/// Reads the parts of an episode, and names the place of what is wrong.
private struct EpisodeReader {
    let file: CassetteFile
    let place: String

    func object(_ value: DynamicValue?, _ path: String) throws(MockError) -> DynamicObject {
        guard let object = value?.object else { throw wrong(path, "an object") }
        return object
    }

    func headers(_ value: DynamicValue?, _ path: String) throws(MockError) -> HeaderFields {
        var fields = HeaderFields()
        guard let value else { return fields }
        for (name, value) in try object(value, path) {
            let values = value.array ?? [value]
            for value in values {
                guard let text = value.string else { throw wrong("\(path).\(name)", "a text or a list of texts") }
                fields.append(HeaderField.Name(name), text)
            }
        }
        return fields
    }

    func body(_ value: DynamicValue?, _ path: String) throws(MockError) -> EpisodeBody {
        guard let value else { return .none }
        let members = try object(value, path)
        if let json = members["json"] { return .json(json) }
        if let text = members["text"]?.string { return .text(text) }
        if let name = members["file"]?.string { return .file(name, try file.readBody(name)) }
        throw wrong(path, "an object with \"json\", \"text\" or \"file\"")
    }

    func wrong(_ path: String, _ expected: String) -> MockError {
        file.invalid("\(place)\(path.isEmpty ? "" : ", \(path)") is not \(expected)")
    }
}

extension ServiceURL {
    /// Reads a URL as it stands in a cassette, where a masked query is none that could be sent.
    init?(recorded text: String) {
        guard let separator = text.firstRange(of: "://") else { return nil }
        let rest = text[separator.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        var host = authority
        var port: Int?
        if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
            guard let number = Int(authority[authority.index(after: colon)...]) else { return nil }
            port = number
            host = authority[..<colon]
        }
        guard !host.isEmpty else { return nil }
        let target = rest[authority.endIndex...]
        let path = target.prefix { $0 != "?" }
        let query = target.dropFirst(path.count + 1)
        self.init(
            origin: Origin(scheme: String(text[..<separator.lowerBound]), host: String(host), port: port),
            path: path.isEmpty ? "/" : String(path),
            query: target.count > path.count ? String(query) : nil
        )
    }
}
