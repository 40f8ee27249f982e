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
        if let value = try? JSONReader().read(bytes), value.array != nil || value.object != nil {
            let masked = value.maskingSecrets(redaction)
            // Other JSON keeps its bytes, for somebody may check them; but not for the price of a secret.
            let isExact = (try? JSONWriter().write(value)) == bytes
            if bytes.count <= Self.inlineLimit, isExact || masked != value {
                self = .json(masked)
                return
            }
            self.init(exactly: masked == value ? bytes : Array(masked.description.utf8))
        } else {
            self.init(exactly: redaction.body(bytes, headers: headers))
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

    func differences(from other: EpisodeBody) -> [String] {
        if case .json(let own) = self, case .json(let other) = other {
            return JSONDifference.all(in: other, expected: own, isSubset: false)
        }
        guard let own = try? bytes(), let found = try? other.bytes(), own == found else {
            return ["body is another one"]
        }
        return []
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
    /// The same value, with the members masked whose names tell that they are secret.
    fileprivate func maskingSecrets(_ redaction: Redaction) -> DynamicValue {
        switch self {
        case .array(let elements): .array(elements.map { $0.maskingSecrets(redaction) })
        case .object(let members):
            .object(
                DynamicObject(
                    members.map { name, value in
                        let isSecret = redaction.isSecret(name) && !value.isNull
                        return (name, isSecret ? .string(Redaction.mask) : value.maskingSecrets(redaction))
                    }
                )
            )
        default: self
        }
    }
}
