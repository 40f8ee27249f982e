import Testing

@testable import ServiceCore

/// Whatever escapes a text has, it is the same text without them.
struct UnescapedTextTests {
    @Test(arguments: [
        ("plain", "plain"), (#"a\/b"#, "a/b"), (#"\u0041\u00e4"#, "Aä"), (#"\\u0041"#, "A"), (#"\ud83d\ude00"#, "😀"),
        (#"\u{1f600}\x41"#, "😀A"), ("%41%c3%A4", "Aä"), ("%2541 %25252541", "A A"), ("a+b%2Bc", "a b c"),
        ("&amp;&lt;&gt;&quot;&apos;", "&<>\"'"), ("&#65;&#x41;&#X1F600;", "AA😀"), ("&amp;amp;lt;", "<"),
        (#"\u0026#x41;"#, "A"), (#"%5cu0041"#, "A"), ("a\nb\r\tc", "anbrtc"), (#"a\nb\r\tc"#, "anbrtc"),
        (#"a\\\\nb"#, "anb"), (#""\\\"q\\\"""#, "\"\"q\"\""),
        // What is no escape stays.
        ("100% of 4%", "100% of 4%"),
        (#"\uZZ \u12 \u{} \u{110000} \u{1234567890}"#, "uZZ u12 u{} u{110000} u{1234567890}"),
        ("a & b; &x; &#; &#xG; &#1114112;", "a & b; &x; &#; &#xG; &#1114112;"), (#"a\"#, "a"), ("", ""),
    ])
    func everyEscapeIsUndone(text: String, expected: String) {
        #expect(String(decoding: UnescapedText(Array(text.utf8)).bytes, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("abcdef", 2..<4, "cd"), (#"a\u0041b"#, 1..<2, #"\u0041"#), (#"a\"b"#, 0..<1, "a"), (#"a\"b"#, 1..<2, #"\""#),
        ("a%2541b", 1..<2, "%2541"), ("a%2541b", 2..<3, "b"), (#"ab\"#, 1..<2, #"b\"#), ("&amp;b", 0..<1, "&amp;"),
        (#"x\ud83d\ude00"#, 1..<5, #"\ud83d\ude00"#),
    ])
    func everyByteKnowsWhereItCameFrom(text: String, range: Range<Int>, expected: String) {
        let bytes = Array(text.utf8)
        let place = UnescapedText(bytes).place(of: range)
        #expect(String(decoding: bytes[place], as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("abc", 0), ("abc%", 1), ("abc%4", 2), ("abc%4g", 0), ("abc&", 1), ("abc&am", 3), ("abc&xy", 0), ("abc&#x1", 4),
        (#"abc\u00"#, 3), ("abcu00", 0), (#"abc\ud83d"#, 5), (#"abc\ud83d\"#, 5),
        (#"abc\ud83d\ud"#, 7), (#"abc\ud83d\ude0"#, 9), (#"abc\ud83d\ude00"#, 0), ("abcud83d", 0), (#"abc\u00e4"#, 0),
        (#"abc\"#, 0),
    ])
    func anEscapeThatIsCutOffIsKnown(text: String, expected: Int) {
        #expect(UnescapedText(Array(text.utf8)).unfinishedCount == expected)
    }

    /// Twice as long a text takes twice as long, and not four times: seconds would become minutes here.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            "\\", "%25", "%", "&amp;", "&", ";", "\\u", "\\u{", "\\u0025", "25", "&#", "\\\\u005c", "\\u{", "\\u005c",
        ]
    )
    func aLongTextIsReadInOnePass(piece: String) {
        let text = UnescapedText(Array(String(repeating: piece, count: 20_000).utf8))
        #expect(text.bytes.count <= 20_000 * piece.utf8.count)
    }
}
