import ServiceCore

/// A body of an episode, in the form that people can read and edit best.
enum EpisodeBody: Sendable {
    case none
    case json(DynamicValue)
    case text(String)
    /// A body beside the cassette; without a name as long as it is not written.
    case file(String?, [UInt8])

    /// The most bytes of a text that stands in the cassette itself.
    static let inlineLimit = 16_384

    /// Chooses the form, and masks secrets.
    init(_ bytes: [UInt8], _ headers: HeaderFields, _ redaction: Redaction) {
        guard !bytes.isEmpty else {
            self = .none
            return
        }
        guard let value = try? JSONReader().read(bytes), value.array != nil || value.object != nil else {
            self.init(exactly: redaction.body(bytes, headers: headers))
            return
        }
        let masked = value.maskingSecrets(redaction)
        let isCompact = (try? JSONWriter().write(value)) == bytes
        // Other JSON keeps its bytes, for somebody may check them; but not for the price of a secret, of which there may be one that the value
        // does not have: the first of two members of one name.
        if !isCompact, masked == value, redaction.body(bytes, headers: headers) == bytes {
            self.init(exactly: bytes)
        } else if let written = try? JSONWriter().write(masked), written.count > Self.inlineLimit {
            self.init(exactly: written)
        } else {
            self = .json(masked)
        }
    }

    private init(exactly bytes: [UInt8]) {
        if bytes.count <= Self.inlineLimit, let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0)
        {
            self = .text(text)
        } else {
            self = .file(nil, bytes)
        }
    }

    /// The name of the file beside the cassette.
    var file: String? {
        if case .file(let name, _) = self { name } else { nil }
    }

    func bytes() throws -> [UInt8] {
        switch self {
        case .none: []
        case .json(let value): try JSONWriter().write(value)
        case .text(let text): Array(text.utf8)
        case .file(_, let bytes): bytes
        }
    }

    /// What is wrong with another body for it to be this one, a line each; JSON is compared by its value, in whatever form it is kept.
    func differences(from other: EpisodeBody, _ redaction: Redaction) -> [String] {
        if let own = json, let found = other.json {
            return JSONDifference.all(
                in: found.maskingSecrets(redaction),
                expected: own.maskingSecrets(redaction),
                isSubset: false,
                redaction
            )
        }
        guard let own = try? bytes(), let found = try? other.bytes(), own == found else {
            return ["body is another one"]
        }
        return []
    }

    /// The value of a body that is JSON.
    private var json: DynamicValue? {
        if case .json(let value) = self { return value }
        return (try? bytes()).flatMap { try? JSONReader().read($0) }
    }

    /// As it is written; `nil` for no body.
    func stored(_ cassette: CassetteFile, _ name: String) throws(MockError) -> DynamicValue? {
        switch self {
        case .none: return nil
        case .json(let value): return ["json": value]
        case .text(let text): return ["text": .string(text)]
        case .file(_, let bytes):
            let isText = String(validating: bytes, as: UTF8.self) != nil
            let file = "\(cassette.stem)-\(name).\(isText ? "txt" : "bin")"
            try cassette.writeBody(bytes, to: file)
            return ["file": .string(file)]
        }
    }
}

extension DynamicValue {
    /// The same value without secrets: what members hold whose names tell it, and what other texts have of them.
    ///
    /// The form stays, so that the value is parsed as before: lists and objects are gone through, and what cannot be a secret stays
    /// (`true`, `null`, the number of an error in `code`). A number in a secret member becomes the mask, which is a text.
    fileprivate func maskingSecrets(_ redaction: Redaction, under name: String? = nil) -> DynamicValue {
        switch self {
        case .array(let elements):
            return .array(elements.map { $0.maskingSecrets(redaction, under: name) })
        case .object(let members):
            let masked = members.map { member, value in
                let secret = name ?? (redaction.isSecret(member) ? member : nil)
                return (redaction.plain(member), value.maskingSecrets(redaction, under: secret))
            }
            return .object(DynamicObject(masked))
        case .null, .bool: return self
        case .string(let text):
            return .string(name == nil ? redaction.plain(text) : text.isEmpty ? text : Redaction.mask)
        default:
            guard let name else { return self }
            return redaction.isErrorCode(name, description.utf8) ? self : .string(Redaction.mask)
        }
    }
}

extension Redaction {
    /// A text within JSON, what is secret in it masked, its line breaks kept.
    fileprivate func plain(_ text: String) -> String { String(decoding: body(Array(text.utf8)), as: UTF8.self) }
}
