import ServiceCore

/// A request with its response, as a cassette has them.
struct Episode: Sendable {
    let request: EpisodeRequest
    let response: EpisodeResponse
    /// As it stands in the file, members included that are not known.
    let source: DynamicValue

    /// - Parameters:
    ///   - value: The episode.
    ///   - index: Its position among the others.
    ///   - file: The cassette.
    ///   - text: The text of the file, to tell the line of what is wrong; `nil` for an episode that is not in it yet.
    init(_ value: DynamicValue, at index: Int, of file: CassetteFile, text: [UInt8]? = nil) throws(MockError) {
        let reader = EpisodeReader(file: file, index: index, text: text)
        let episode = try reader.object(value)
        let request = try reader.object(episode["request"], "request")
        let response = try reader.object(episode["response"], "response")
        self.request = EpisodeRequest(
            method: try reader.method(request["method"], "request", "method"),
            url: try reader.url(request["url"], "request", "url"),
            headers: try reader.headers(request["headers"], "request", "headers"),
            body: try reader.body(request["body"], "request", "body")
        )
        let redirect = response["redirectedURL"] ?? .null
        self.response = EpisodeResponse(
            head: ResponseHead(
                status: try reader.status(response["status"], "response", "status"),
                headers: try reader.headers(response["headers"], "response", "headers"),
                redirectedURL: redirect.isNull ? nil : try reader.url(redirect, "response", "redirectedURL")
            ),
            body: try reader.body(response["body"], "response", "body")
        )
        source = value
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
