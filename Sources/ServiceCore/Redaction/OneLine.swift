extension Redaction {
    /// A text as one line, for a log or a terminal: what could begin another line, move the cursor or change the order of what is
    /// shown is escaped, `\n` or `\u{1B}`.
    ///
    /// That is every control character (C0, DEL, C1), the separators U+2028 and U+2029, the controls of bidirectional text
    /// (UAX #9 §2), and the byte-order mark. It masks nothing; see ``text(_:limit:)``.
    public static func line(_ text: some StringProtocol) -> String {
        line(Array(text.utf8))
    }

    /// Bytes as one line; what is not UTF-8 is replaced. `…` stands for what is behind the limit.
    package static func line(_ bytes: [UInt8], limit: Int = .max, keepingNewlines: Bool = false) -> String {
        if bytes.count <= limit, !bytes.hasByte(of: notPrintable) { return String(decoding: bytes, as: UTF8.self) }
        var text = ""
        for scalar in String(decoding: bytes.prefix(limit), as: UTF8.self).unicodeScalars {
            if isDangerous(scalar), !(keepingNewlines && scalar == "\n") {
                text += scalar.escaped(asASCII: true)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return bytes.count > limit ? text + "…" : text
    }

    private static let notPrintable = ByteTable { $0 < 0x20 || $0 >= 0x7F }

    private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
