/// A place of a text that holds a secret.
///
/// Whatever looks for secrets looks at the text as it is and tells the places; all of them are masked at once. Masking one after the
/// other would hide from the next what it looks for.
struct MaskedRange {
    var range: Range<Int>
    /// Whether the mask needs quotation marks, so that what is JSON stays JSON.
    var isQuoted = false
}

extension [UInt8] {
    /// The bytes with the mask in every one of the places, of which some may overlap.
    func masking(_ places: [MaskedRange]) -> [UInt8] {
        if places.isEmpty { return self }
        let sorted = places.filter { !$0.range.isEmpty }.sorted {
            ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
        }
        var masked: [UInt8] = []
        var end = 0
        for place in sorted {
            if place.range.lowerBound >= end {
                masked += self[end..<place.range.lowerBound]
                masked += (place.isQuoted ? "\"\(Redaction.mask)\"" : Redaction.mask).utf8
            }
            end = Swift.max(end, place.range.upperBound)
        }
        return masked + self[end...]
    }
}
