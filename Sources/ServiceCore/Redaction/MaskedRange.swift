/// A place of a text that holds a secret.
///
/// Whatever looks for secrets looks at the text as it is and tells the places; all of them are masked at once. Masking one after the
/// other would hide from the next what it looks for.
struct MaskedRange {
    var range: Range<Int>
    /// Whether the mask needs quotation marks, so that what is JSON stays JSON.
    var isQuoted = false

    /// The parts of the place that are outside of the placeholders of a template, `{name}`.
    func outsidePlaceholders(of template: [UInt8]) -> [MaskedRange] {
        var (parts, start, index) = ([MaskedRange](), range.lowerBound, range.lowerBound)
        while index < range.upperBound {
            if template[index] == UInt8(ascii: "{"), let end = template[index...].firstIndex(of: UInt8(ascii: "}")) {
                parts.append(MaskedRange(range: start..<index))
                index = end
                start = end + 1
            }
            index += 1
        }
        if start < range.upperBound { parts.append(MaskedRange(range: start..<range.upperBound)) }
        return parts
    }
}

extension [UInt8] {
    /// The bytes with the mask in every one of the places; those that overlap or follow each other at once are one.
    func masking(_ places: [MaskedRange]) -> [UInt8] {
        if places.isEmpty { return self }
        let sorted = places.filter { !$0.range.isEmpty }.sorted {
            ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
        }
        var masked: [UInt8] = []
        var end: Int?
        for place in sorted {
            if end.map({ place.range.lowerBound > $0 }) ?? true {
                masked += self[(end ?? 0)..<place.range.lowerBound]
                masked += (place.isQuoted ? "\"\(Redaction.mask)\"" : Redaction.mask).utf8
            }
            end = Swift.max(end ?? 0, place.range.upperBound)
        }
        return masked + self[(end ?? 0)...]
    }
}
