// Bodies for people, secrets masked.
extension Redaction {
    /// The start of a request's body.
    ///
    /// - Parameters:
    ///   - body: The body. Of a stream no byte is read.
    ///   - headers: The header fields beside it, which tell its type.
    ///   - limit: The number of bytes that are looked at. Default: 256.
    public func excerpt(of body: RequestBody, headers: HeaderFields, limit: Int = 256) -> BodyExcerpt {
        switch body {
        case .none: .none
        case .stream(let stream): .stream(length: stream.length)
        case .bytes(let bytes): excerpt(of: bytes, headers: headers, limit: limit)
        }
    }

    /// The start of a response's body.
    ///
    /// - Parameters:
    ///   - body: The body. Of one that has not been read no byte is.
    ///   - headers: The header fields beside it, which tell its type.
    ///   - limit: The number of bytes that are looked at. Default: 256.
    public func excerpt(of body: ResponseBody, headers: HeaderFields, limit: Int = 256) -> BodyExcerpt {
        guard let bytes = body.buffered else {
            return .stream(length: headers[.contentLength].flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 })
        }
        return excerpt(of: bytes, headers: headers, limit: limit)
    }

    /// The start of a body that is in memory.
    ///
    /// The secrets of JSON, of forms and of `multipart/form-data` are masked by the names of their members, fields and parts; those of
    /// any other text as ``text(_:limit:)`` does. What `Content-Type` or the bytes say is no text in UTF-8 is told by type and length.
    ///
    /// - Parameters:
    ///   - bytes: The body.
    ///   - headers: The header fields beside it. Default: none, and the bytes alone decide.
    ///   - limit: The number of bytes that are looked at. Default: 256.
    public func excerpt(of bytes: [UInt8], headers: HeaderFields = [:], limit: Int = 256) -> BodyExcerpt {
        if bytes.isEmpty { return .none }
        let type = headers[.contentType]
        let start = bytes.start(limit)
        guard !BodyKind.isBinary(type), BodyKind.isText(start) else {
            return .binary(length: bytes.count, type: type.map { Self.line($0.prefix { $0 != ";" }) })
        }
        let isCut = start.count < bytes.count
        let text = Self.line(
            start.masking(bodyPlaces(in: start, type: type, isCut: isCut) + values.places(in: start, isCut: isCut))
        )
        return .text(text, length: bytes.count, isCut: isCut)
    }

    func bodyPlaces(in bytes: [UInt8], type: String?, isCut: Bool = false) -> [MaskedRange] {
        let structured =
            switch BodyKind(type, bytes) {
            case .form: QuerySecrets.places(in: bytes, self, isCut: isCut)
            case .multipart: MultipartSecrets.places(in: bytes, self)
            case .other: [MaskedRange]()
            }
        return structured + JSONSecrets.places(in: bytes, self) + TextSecrets.places(in: bytes, self, isCut: isCut)
    }
}

extension Redaction {
    /// A whole body with its secrets masked and every other byte as it was: for what keeps bodies, such as a recording.
    ///
    /// Of what is binary by its type and by its bytes, such as an image, only the values that ``hideValue(_:)`` was told are masked: what looks
    /// like a name there is none.
    ///
    /// - Parameters:
    ///   - bytes: The body.
    ///   - headers: The header fields beside it, which tell its type. Default: none, and the bytes alone decide.
    public func body(_ bytes: [UInt8], headers: HeaderFields = [:]) -> [UInt8] {
        let type = headers[.contentType]
        let isBinary = BodyKind.isBinary(type) && !BodyKind.isText(bytes)
        return bytes.masking((isBinary ? [] : bodyPlaces(in: bytes, type: type)) + values.places(in: bytes))
    }
}
