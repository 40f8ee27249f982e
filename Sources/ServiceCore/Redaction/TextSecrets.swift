/// Finds secrets in any text by what stands around them: `token=…`, `"password": "…"`, `Authorization: …`, `Bearer …`, `<token>…</token>`,
/// user information in URLs.
///
/// It errs on the side of masking: a text is for people, and what is lost is in the properties of the error.
struct TextSecrets {
    let redaction: Redaction
    let bytes: [UInt8]
    let end: Int
    let isCut: Bool

    /// The bytes at which something secret may begin, or a name end.
    private static let triggers = ByteTable("=:%\\/>bB")

    /// How far a name is looked for in front of its separator.
    static let maximumNameLength = 256
    /// How far the end of user information is looked for behind the authority.
    static let maximumUserInformationLength = 1024

    private init(_ redaction: Redaction, _ bytes: [UInt8], upTo end: Int, isCut: Bool) {
        self.redaction = redaction
        self.bytes = bytes
        self.end = end
        self.isCut = isCut
    }

    /// - Parameter isCut: Whether more bytes would follow.
    static func places(
        in bytes: [UInt8],
        range: Range<Int>? = nil,
        _ redaction: Redaction,
        isCut: Bool = false
    ) -> [MaskedRange] {
        let range = range ?? 0..<bytes.count
        return TextSecrets(redaction, bytes, upTo: range.upperBound, isCut: isCut).places(from: range.lowerBound)
    }

    private func places(from start: Int) -> [MaskedRange] {
        var places: [MaskedRange] = []
        var (index, floor) = (start, start)
        while index < end, case let place = bytes.firstPlace(of: Self.triggers, in: index..<end), place < end {
            index = place
            let found: Range<Int>? =
                switch bytes[index] {
                case UInt8(ascii: "="), UInt8(ascii: ":"):
                    value(separatorAt: index, length: 1, floor: floor)
                case UInt8(ascii: "%"):
                    isEncoded(0x3D, at: index)
                        ? value(separatorAt: index, length: 3, floor: floor) : encodedUserInformation(at: index)
                case UInt8(ascii: "\\") where bytes[index..<end].starts(with: "\\u003d".utf8):
                    value(separatorAt: index, length: 6, floor: floor)
                case UInt8(ascii: "/"): userInformation(slashAt: index)
                case UInt8(ascii: ">"): elementValue(tagEndAt: index, floor: floor)
                case UInt8(ascii: "b"), UInt8(ascii: "B"): credentials(schemeAt: index)
                default: nil
                }
            if let found, !found.isEmpty {
                places.append(MaskedRange(range: found))
                // What is masked may still be where a name begins for what follows it.
                index = found.upperBound
                floor = index
            } else {
                index += 1
            }
        }
        return places
    }
}
