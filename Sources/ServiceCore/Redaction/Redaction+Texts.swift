// Texts for people, secrets masked.
extension Redaction {
    /// A URL on one line, without its secrets: those of its query, its path and its user information.
    public func url(_ url: ServiceURL) -> String {
        let start = url.origin.description + path(url.path)
        guard let query = url.query else { return start }
        return "\(start)?\(self.query(query))"
    }

    /// A percent-encoded path on one line, the values that ``hideValue(_:)`` was told masked whatever their length.
    public func path(_ path: String) -> String {
        let bytes = Array(path.utf8)
        var places = TextSecrets.places(in: bytes, self) + values.places(in: bytes, includingShort: true)
        for segment in bytes.split(separator: UInt8(ascii: "/")) where QuerySecrets.isNested(segment, self) {
            places.append(MaskedRange(range: segment.indices))
        }
        return Self.line(bytes.masking(places))
    }

    /// The template of a path on one line: its placeholders are shown, the secrets that it has itself are not.
    package func template(_ source: String) -> String {
        let bytes = Array(source.utf8)
        var places = TextSecrets.places(in: bytes, self) + values.places(in: bytes)
        if let mark = bytes.firstIndex(of: UInt8(ascii: "?")) {
            places += QuerySecrets.places(in: bytes, range: mark + 1..<bytes.count, self)
        }
        return Self.line(bytes.masking(places.flatMap { $0.outsidePlaceholders(of: bytes) }))
    }

    /// A query on one line, without its `?`, the values of its secret items masked.
    public func query(_ query: String) -> String {
        let bytes = Array(query.utf8)
        return Self.line(bytes.masking(QuerySecrets.places(in: bytes, self) + values.places(in: bytes)))
    }

    /// The value of something that has a name, on one line: all of it masked where the name is secret, else as ``text(_:limit:)``.
    ///
    /// For attributes, parameters, options and whatever else a log shows by name.
    public func value(_ value: some StringProtocol, named name: some StringProtocol) -> String {
        isSecret(name) && !value.isEmpty ? Self.mask : text(value)
    }

    /// The same fields, in order, with values for people.
    public func fields(_ fields: HeaderFields) -> HeaderFields {
        HeaderFields(fields.lazy.map { HeaderField(name: $0.name, value: value($0.value, named: $0.name.rawValue)) })
    }

    /// Any text on one line, without what looks like a secret in it: the user information and the secret query items of URLs, members
    /// of JSON, header fields, assignments, credentials such as `Bearer …`, each by its name, and the values that
    /// ``hideValue(_:)`` was told.
    ///
    /// - Parameters:
    ///   - text: A text from wherever, for example the description of an error.
    ///   - limit: The number of bytes of the text that are looked at; `…` stands for the rest. Default: all.
    public func text(_ text: some StringProtocol, limit: Int = .max) -> String {
        lines(text, limit: limit, keepingNewlines: false)
    }

    /// As ``text(_:limit:)``, and the line breaks stay.
    func lines(_ text: some StringProtocol, limit: Int = .max, keepingNewlines: Bool = true) -> String {
        let bytes = text.utf8.start(limit)
        let isCut = bytes.count < text.utf8.count
        let places =
            JSONSecrets.places(in: bytes, self) + TextSecrets.places(in: bytes, self, isCut: isCut)
            + values.places(in: bytes, isCut: isCut)
        return Self.line(bytes.masking(places), keepingNewlines: keepingNewlines) + (isCut ? "…" : "")
    }

    /// The description of an error without its secrets: on one line, except for the lines that an error of this package has.
    public func error(_ error: any Error) -> String {
        switch error {
        case let error as ServiceError: error.description(self)
        case let error as any ErrorInLines: error.lines.map { text($0) }.joined(separator: "\n    ")
        default: text("\(error)")
        }
    }

    /// The description of an error that is told behind a message: it does not say again what that says.
    func error(_ error: any Error, behind message: String) -> String {
        let (error, said) = (self.error(error), text(message))
        guard !said.isEmpty, error.hasPrefix(said) else { return error }
        let rest = error.dropFirst(said.count)
        // A message that ends within a word of the error is not what the error says.
        return rest.first?.isLetter == true || rest.first?.isNumber == true ? error : "the same" + rest
    }
}

extension Collection<UInt8> {
    /// The first bytes, cut where a character begins.
    func start(_ limit: Int) -> [UInt8] {
        let limit = Swift.max(0, limit)
        let bytes = Array(limit < .max ? prefix(limit + 1) : self[...])
        if bytes.count <= limit { return bytes }
        var cut = limit
        while cut > 0, bytes[cut] & 0xC0 == 0x80 {
            cut -= 1
            // A character has four bytes at most; what has more is no text.
            if limit - cut > 3 { return Array(bytes[..<limit]) }
        }
        return Array(bytes[..<cut])
    }
}
