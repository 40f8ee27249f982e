/// Texts that are secret wherever they stand, each in the forms in which it may be written.
struct SecretValues: Sendable {
    /// The shortest text that is looked for outside of paths: shorter ones are found where they mean nothing.
    static let minimumLength = 4

    private(set) var texts: Set<String> = []
    /// The forms of every text, once they have been made.
    private var prepared: [[UInt8]]?

    var isEmpty: Bool { texts.isEmpty }

    mutating func insert(_ text: String) {
        if !text.isEmpty, texts.insert(text).inserted { prepared = nil }
    }

    /// Makes the forms now, for whoever looks more than once.
    mutating func prepare() {
        if prepared == nil { prepared = forms(minimumLength: 1) }
    }

    /// Where one of the texts occurs.
    ///
    /// - Parameters:
    ///   - bytes: Where to look.
    ///   - minimumLength: The length from which a text is looked for.
    ///   - isCut: Whether more bytes would follow: then the start of a text at the end is found as well.
    func places(
        in bytes: [UInt8],
        minimumLength: Int = SecretValues.minimumLength,
        isCut: Bool = false
    ) -> [MaskedRange] {
        if texts.isEmpty { return [] }
        let forms = prepared?.filter { $0.count >= minimumLength } ?? forms(minimumLength: minimumLength)
        var starts = [Bool](repeating: false, count: 256)
        for form in forms { starts[Int(form[0])] = true }
        var places: [MaskedRange] = []
        for index in bytes.indices where starts[Int(bytes[index])] {
            if let length = match(forms, in: bytes[index...], isCut: isCut) {
                places.append(MaskedRange(range: index..<index + length))
            }
        }
        return places
    }

    /// How many bytes at the start are one of the forms, or the rest of the bytes where it begins one that was cut off.
    private func match(_ forms: [[UInt8]], in bytes: ArraySlice<UInt8>, isCut: Bool) -> Int? {
        for form in forms {
            if bytes.starts(with: form) { return form.count }
            if isCut, bytes.count < form.count, bytes.count >= Self.minimumLength, form.starts(with: bytes) {
                return bytes.count
            }
        }
        return nil
    }

    /// The longest first, so that a text that begins another one does not leave its rest.
    private func forms(minimumLength: Int) -> [[UInt8]] {
        var forms: Set<[UInt8]> = []
        for text in texts where text.utf8.count >= minimumLength {
            let encoded = PercentEncoding.encode(text)
            let reserved = PercentEncoding.encodeKeepingReserved(text)
            for form in [text, encoded, reserved, encoded.replacing("%20", with: "+")] {
                forms.insert(Array(form.utf8))
                if form.containsByte(PercentEncoding.percent) { forms.insert(lowercasedTriplets(form)) }
            }
            forms.insert(escaped(text))
            // JSON in a string of JSON.
            forms.insert(escaped(String(decoding: escaped(text), as: UTF8.self)))
            forms.insert(escaped(text, slash: true))
            forms.insert(escaped(text, nonASCII: true))
            forms.insert(escaped(text, slash: true, nonASCII: true))
        }
        return forms.sorted { $0.count > $1.count }
    }

    /// Servers write the digits of triplets in either case (RFC 3986 §6.2.2.1).
    private func lowercasedTriplets(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        for index in bytes.indices where bytes[index] == PercentEncoding.percent {
            for digit in index + 1..<min(index + 3, bytes.count) { bytes[digit] = bytes[digit].asciiLowercased }
        }
        return bytes
    }

    /// The text as it stands in a string of JSON (RFC 8259 §7), of which some writers escape slashes, or all that is not ASCII.
    private func escaped(_ text: String, slash: Bool = false, nonASCII: Bool = false) -> [UInt8] {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "/" where slash: escaped += "\\/"
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            case _ where scalar.value < 0x20 || scalar.value >= 0x7F && nonASCII:
                for unit in scalar.utf16 {
                    let digits = String(unit, radix: 16)
                    escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return Array(escaped.utf8)
    }
}
