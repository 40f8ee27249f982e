import ServiceCore
import Testing

struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("aZ09-._~", "aZ09-._~"), (" ", "%20"), ("a b", "a%20b"), ("+", "%2B"), ("%", "%25"),
        ("%20", "%2520"),
        (":/?#[]@", "%3A%2F%3F%23%5B%5D%40"), ("!$&'()*+,;=", "%21%24%26%27%28%29%2A%2B%2C%3B%3D"), ("é", "%C3%A9"),
        ("日", "%E6%97%A5"), ("😀", "%F0%9F%98%80"), ("\u{0}\u{7F}\r\n", "%00%7F%0D%0A"),
        ("a long text with nothing short about it", "a%20long%20text%20with%20nothing%20short%20about%20it"),
    ])
    func encode(text: String, encoded: String) {
        #expect(PercentEncoding.encode(text) == encoded)
        #expect(PercentEncoding.decode(encoded) == text)
    }

    @Test(arguments: [
        ("/a/b?c=d#e", "/a/b?c=d#e"), ("a b", "a%20b"), ("%20", "%20"), ("%2x", "%252x"), ("%", "%25"),
        ("%%41", "%25%41"),
        ("100%", "100%25"), ("é%c3%a9", "%C3%A9%c3%a9"), ("<\">", "%3C%22%3E"),
    ])
    func encodeKeepingReserved(text: String, encoded: String) {
        #expect(PercentEncoding.encodeKeepingReserved(text) == encoded)
        #expect(PercentEncoding.encodeKeepingReserved(encoded) == encoded)
    }

    @Test(arguments: [
        ("a+b", "a+b"), ("%2b", "+"), ("%c3%A9", "é"), ("%", nil), ("%4", nil), ("%4g", nil), ("%g4", nil), ("a%", nil),
        ("%ff", nil), ("%c3", nil), ("%ed%a0%80", nil), ("%2541", "%41"),
    ])
    func decode(encoded: String, text: String?) {
        #expect(PercentEncoding.decode(encoded) == text)
    }

    @Test func everyByteIsInOneSet() {
        let reserved = Array(":/?#[]@!$&'()*+,;=".utf8)
        let unreserved = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        for byte in UInt8.min...UInt8.max {
            #expect(byte.isReserved == reserved.contains(byte))
            #expect(byte.isUnreserved == unreserved.contains(byte))
        }
    }

    @Test func queryItems() {
        var query = ""
        PercentEncoding.appendQueryItem(name: "q", value: "a b", to: &query)
        #expect(query == "q=a%20b")
        PercentEncoding.appendQueryItem(name: "x&y", value: "1+1=2", to: &query)
        #expect(query == "q=a%20b&x%26y=1%2B1%3D2")
    }
}
