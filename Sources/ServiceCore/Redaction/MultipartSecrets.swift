/// Finds the contents of secret parts in `multipart/form-data` (RFC 7578): those whose `name` is secret.
struct MultipartSecrets {
    /// The boundary is read from the first line, for a body that was cut off has no other.
    static func places(in bytes: [UInt8], _ redaction: Redaction) -> [MaskedRange] {
        guard bytes.starts(with: "--".utf8) else { return [] }
        let boundary = Array(bytes.prefix { $0 != 0x0D && $0 != 0x0A })
        guard boundary.count > 2 else { return [] }
        var places: [MaskedRange] = []
        var index = boundary.count
        while index < bytes.count {
            let end = bytes[index...].firstRange(of: boundary)?.lowerBound ?? bytes.count
            let part = bytes[index..<end]
            if let content = startOfContent(of: part) {
                if let name = name(inHead: bytes[index..<content]), redaction.isSecret(name) {
                    places.append(MaskedRange(range: content..<endOfContent(of: bytes[content..<end])))
                } else if part.contains(PercentEncoding.percent) {
                    places += QuerySecrets.places(in: bytes, range: content..<end, redaction)
                }
            }
            index = end + boundary.count
        }
        return places
    }

    private static func startOfContent(of part: ArraySlice<UInt8>) -> Int? {
        if let range = part.firstRange(of: Array("\r\n\r\n".utf8)) { return range.upperBound }
        return part.firstRange(of: Array("\n\n".utf8))?.upperBound
    }

    /// The line break in front of a boundary belongs to the boundary (RFC 2046 §5.1.1).
    private static func endOfContent(of content: ArraySlice<UInt8>) -> Int {
        var rest = content
        if rest.last == 0x0A { rest.removeLast() }
        if rest.last == 0x0D { rest.removeLast() }
        return rest.endIndex
    }

    /// The parameter `name` of `Content-Disposition`.
    private static func name(inHead head: ArraySlice<UInt8>) -> String? {
        let text = String(decoding: head, as: UTF8.self)
        for parameter in text.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
            let trimmed = parameter.drop { $0 == " " || $0 == "\t" }
            guard let equals = trimmed.firstIndex(of: "=") else { continue }
            let name = trimmed[..<equals].lowercased()
            guard name == "name" || name == "name*" else { continue }
            let value = trimmed[trimmed.index(after: equals)...].filter { $0 != "\"" }
            return PercentEncoding.decode(value) ?? value
        }
        return nil
    }
}
