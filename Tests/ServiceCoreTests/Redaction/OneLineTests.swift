import ServiceCore
import Testing

/// Nothing of the network can begin a line, move a cursor or turn the order of what is shown.
struct OneLineTests {
    @Test(arguments: [
        ("a\r\n\tbä😀", #"a\r\n\tbä😀"#), ("\u{1B}[2J", #"\u{1B}[2J"#), ("\u{9B}31m", #"\u{009B}31m"#),
        ("a\u{85}\u{2028}\u{2029}b", #"a\u{0085}\u{2028}\u{2029}b"#), ("\u{202E}txt", #"\u{202E}txt"#),
        ("\u{2066}a\u{2069}", #"\u{2066}a\u{2069}"#), ("\u{200F}\u{61C}\u{FEFF}", #"\u{200F}\u{061C}\u{FEFF}"#),
        ("\u{7F}\0", #"\u{7F}\0"#), ("👩‍👩‍👧", "👩‍👩‍👧"), ("", ""),
    ])
    func whatATerminalWouldActOnIsEscaped(text: String, expected: String) {
        #expect(Redaction.line(text) == expected)
        #expect(Redaction.standard.text(text) == expected)
    }

    @Test func aTextIsCutWhereACharacterBegins() {
        #expect(Redaction.standard.text("abcdef", limit: 3) == "abc…")
        #expect(Redaction.standard.text("aäb", limit: 2) == "a…")
        #expect(Redaction.standard.text("aä", limit: 3) == "aä")
        #expect(Redaction.standard.text("a", limit: 0) == "…")
    }
}
