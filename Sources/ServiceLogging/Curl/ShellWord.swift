import ServiceCore

/// Writes words of a POSIX shell (IEEE Std 1003.1, Shell Command Language §2.2), on one line and without a character that a terminal
/// would act on.
enum ShellWord {
    /// A text as one word that the shell takes for this text and nothing else.
    static func quoted(_ text: String) -> String {
        if isPlain(text) { return text }
        // The quotes of a substitution keep everything but line breaks at the end.
        guard isPrintable(text) else { return "\"$(printf \(printfFormat(text.utf8)))\"" }
        return "'" + text.replacing("'", with: "'\\''") + "'"
    }

    /// Whether no shell takes a text for anything else: a tilde stands for a directory, also behind `=` and `:`, and in zsh `=ls` for the
    /// path of a program.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != UInt8(ascii: "=") else { return false }
        return text.utf8.allSatisfy { $0.isUnreserved && $0 != UInt8(ascii: "~") || "/:=@%+,".utf8.contains($0) }
    }

    /// The format with which the utility `printf` writes exactly these bytes, as a word.
    ///
    /// `$'…'` is younger than many a shell (it is not in dash 0.5), and no argument of a program may have a NUL.
    static func printfFormat(_ bytes: some Sequence<UInt8>) -> String {
        var word = "'"
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x0A: word += "\\n"
            case 0x0D: word += "\\r"
            case 0x09: word += "\\t"
            case UInt8(ascii: "\\"): word += "\\\\"
            case UInt8(ascii: "%"): word += "%%"
            // An option is what begins with it.
            case UInt8(ascii: "-") where index == 0: word += "\\055"
            case UInt8(ascii: "'"): word += "\\047"
            // Within the quotes of a substitution an interactive shell takes it for the number of a command.
            case UInt8(ascii: "!"): word += "\\041"
            case 0x20..<0x7F: word.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 8)
                word += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            }
        }
        return word + "'"
    }

    /// Whether a text may stand in a line as it is.
    static func isPrintable(_ text: String) -> Bool {
        text.utf8.elementsEqual(Redaction.line(text).utf8)
    }
}
