/// What a body is, by its type and its first bytes.
enum BodyKind {
    /// `application/x-www-form-urlencoded`.
    case form
    /// `multipart/form-data`, or another type of several parts.
    case multipart
    /// Anything else.
    case other

    init(_ type: String?, _ start: [UInt8]) {
        let type = type?.asciiLowercased ?? ""
        if type.hasPrefix("multipart/") || start.starts(with: "--".utf8) {
            self = .multipart
        } else if type.hasPrefix("application/x-www-form-urlencoded") || Self.looksLikeForm(start) {
            self = .form
        } else {
            self = .other
        }
    }

    /// Items with `=`, and nothing that must be encoded there.
    private static func looksLikeForm(_ bytes: [UInt8]) -> Bool {
        !bytes.hasByte(of: notOfForms) && bytes.contains(UInt8(ascii: "="))
    }

    private static let notOfForms = ByteTable { $0 <= 0x20 || $0 >= 0x7F || "\"<>{}\\".utf8.contains($0) }
    private static let controls = ByteTable { $0 < 0x20 && ![0x09, 0x0A, 0x0D, 0x1B].contains($0) }

    /// Whether a type is one of no text, whatever the bytes look like.
    static func isBinary(_ type: String?) -> Bool {
        guard let type = type?.asciiLowercased, !type.contains("xml"), !type.contains("json") else { return false }
        let prefixes = [
            "image/", "audio/", "video/", "font/", "application/octet-stream", "application/pdf", "application/zip",
            "application/gzip", "application/x-protobuf", "application/protobuf", "application/grpc",
            "application/cbor", "application/msgpack", "application/wasm",
        ]
        return prefixes.contains { type.hasPrefix($0) }
    }

    /// Whether bytes are UTF-8 without NUL, and with no more than a few control characters.
    static func isText(_ bytes: [UInt8]) -> Bool {
        var (controls, index) = (0, 0)
        while case let place = bytes.firstPlace(of: Self.controls, in: index..<bytes.count), place < bytes.count {
            if bytes[place] == 0 { return false }
            controls += 1
            index = place + 1
        }
        return controls * 8 <= bytes.count && String(validating: bytes, as: UTF8.self) != nil
    }
}
