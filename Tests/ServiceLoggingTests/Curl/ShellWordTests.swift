import TestSupport
import Testing

@testable import ServiceLogging

/// A word is for the shell what it was before.
struct ShellWordTests {
    @Test(arguments: [
        ("", "''"), ("https://h/a?b", "'https://h/a?b'"), ("https://h/a", "https://h/a"), ("a b", "'a b'"),
        ("O'Hara", #"'O'\''Hara'"#),
        ("~", "'~'"), ("a=~/b", "'a=~/b'"), ("a:~", "'a:~'"), ("=ls", "'=ls'"), ("@x", "@x"), ("-x", "-x"),
        ("a!b", "'a!b'"), ("a!\n", #""$(printf 'a\041\n')""#), ("{a,b}", "'{a,b}'"), ("a=b@c", "a=b@c"),
        ("$x`y`", "'$x`y`'"), ("a\nb", #""$(printf 'a\nb')""#), ("-n'%\\\u{1B}", #""$(printf '\055n\047%%\\\033')""#),
    ])
    func aTextBecomesOneWordOnOneLine(text: String, expected: String) {
        #expect(ShellWord.quoted(text) == expected)
    }

    @Test func seededTextsComeBackFromTheShell() async throws {
        var generator = SplitMix(seed: 11)
        let alphabet =
            Array("ab'\"\\$`!*?~#;&|<>(){}[]%@- \t\r\n\u{1B}\u{202E}ä😀0").map(String.init) + [
                "\\n", "\\0", "%s", "-n ", "$(x)",
            ]
        let texts = (0..<300).map { _ in
            // A substitution loses line breaks at the end.
            (0..<Int.random(in: 0...12, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "" }
                .joined() + "."
        }
        let script = texts.map { "printf '%s\\000' \(ShellWord.quoted($0))" }.joined(separator: "\n")
        let result = try await Shell.run(script)
        #expect(result.status == 0)
        let words = result.output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
        #expect(words.map { String(decoding: $0, as: UTF8.self) } == texts)
    }
}
