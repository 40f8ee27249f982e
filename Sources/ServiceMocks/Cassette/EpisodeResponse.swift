import ServiceCore

/// The response of an episode, secrets masked.
struct EpisodeResponse: Sendable {
    let head: ResponseHead
    let body: EpisodeBody

    func transportResponse() throws -> TransportResponse {
        let bytes = try body.bytes()
        var head = head
        // Somebody may have edited the body.
        if let length = head.headers[.contentLength], length != "\(bytes.count)", !bytes.isEmpty {
            head.headers[.contentLength] = nil
        }
        return TransportResponse(head: head, body: .bytes(bytes))
    }
}

extension EpisodeResponse {
    init(_ head: ResponseHead, body: [UInt8], _ redaction: Redaction) {
        var head = head
        head.headers = redaction.fields(head.headers)
        // The body has been decoded, of its content and of its transfer.
        head.headers[.contentEncoding] = nil
        head.headers[.transferEncoding] = nil
        if let url = head.redirectedURL {
            head.redirectedURL?.path = redaction.path(url.path)
            head.redirectedURL?.query = url.query.map(redaction.query)
        }
        self.head = head
        self.body = EpisodeBody(body, head.headers, redaction)
    }

    /// As it is written, the body beside it under a name that begins so if need be.
    func stored(_ file: CassetteFile, _ name: String) throws(MockError) -> DynamicValue {
        var members: DynamicObject = ["status": .int(Int64(head.status.code))]
        if !head.headers.isEmpty { members["headers"] = head.headers.stored }
        if let url = head.redirectedURL { members["redirectedURL"] = .string(url.string) }
        members["body"] = try body.stored(file, name)
        return .object(members)
    }
}
