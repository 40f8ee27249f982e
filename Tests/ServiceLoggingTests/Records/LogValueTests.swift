import ServiceCore
import Testing

@testable import ServiceLogging

/// Attributes of other plugins and options appear in records by their names, whatever their types are.
struct LogValueTests {
    struct Login: Sendable {
        let user = "ada"
        let password = "s3cr3t"
    }

    struct Described: CustomStringConvertible {
        let description: String
    }

    final class Pool {
        let secret = "s3cr3t"
    }

    enum Colour {
        case red
        case mixed(red: Int, apiKey: String)
    }

    func value(_ value: Any, named name: String = "it") -> DynamicValue {
        LogValue(masking: Masking(.standard)).make(value, named: name)
    }

    @Test func `numbers and truth values as such, the rest as text`() {
        #expect(value(true) == true)
        #expect(value(21) == 21)
        #expect(value(UInt8(7)) == 7)
        #expect(value(UInt64.max) == .number("18446744073709551615"))
        #expect(value(1.5) == 1.5)
        #expect(value(Float(1.5)) == 1.5)
        #expect(value(Double.infinity) == "inf")
        #expect(value(Duration.milliseconds(250)) == 0.25)
        #expect(value("text") == "text")
        #expect(value([UInt8](repeating: 0, count: 9)) == "9 bytes")
        #expect(value(Described(description: "a\nb")) == #"a\nb"#)
        #expect(value(Colour.red) == "red")
        #expect(value(Optional(3) as Any) == 3)
        #expect(value(Optional<Int>.none as Any) == .null)
    }

    @Test func `lists, objects and values of HTTP`() {
        #expect(value([1, 2]) == [1, 2])
        #expect(value(["a": 1]) == ["a": 1])
        #expect(value(Parameters([("page", 2)])) == ["page": "2"])
        #expect(value(["accept": "a", "accept": "b"] as HeaderFields) == ["accept": ["a", "b"]])
        #expect(value(DynamicValue.object(["a": [1, nil]])) == ["a": [1, nil]])
    }

    @Test func `secrets by their names, at any depth`() {
        #expect(value("x", named: "apiKey") == "<redacted>")
        #expect(value(7, named: "password") == "<redacted>")
        #expect(value("7GQ2", named: "trackingToken") == "7GQ2")
        #expect(value(Login()) == ["user": "ada", "password": "<redacted>"])
        #expect(value([Login()]) == [["user": "ada", "password": "<redacted>"]])
        #expect(value(["outer": ["token": "x"]]) == ["outer": ["token": "<redacted>"]])
        #expect(value(["cookie": "a=b"] as HeaderFields) == ["cookie": "<redacted>"])
        #expect(value(["api_key": "x"] as Parameters) == ["api_key": "<redacted>"])
        #expect(value(DynamicValue.object(["secret": [1]])) == ["secret": "<redacted>"])
        #expect(!value(Colour.mixed(red: 1, apiKey: "s3cr3t")).description.contains("s3cr3t"))
        #expect(!value(Pool()).description.contains("s3cr3t"))
    }

    @Test func `never more than a bounded part of it`() {
        #expect(value(String(repeating: "a", count: 5000)).string?.utf8.count == 1024 + "…".utf8.count)
        #expect(value(Array(0..<5000)).count == 33)
        let deep = (0..<100).reduce(DynamicValue.int(1)) { inner, _ in .array([inner]) }
        #expect(value(deep).description == #"[[[["…"]]]]"#)
        let wide = (0..<3).reduce(DynamicValue.string(String(repeating: "a", count: 1000))) { inner, _ in
            .array([DynamicValue](repeating: inner, count: 32))
        }
        #expect(value(wide).description.utf8.count < 40_000)
        let named = DynamicObject((0..<32).map { (String(repeating: "n", count: 10_000) + "\($0)", .int($0)) })
        #expect(value(DynamicValue.object(named)).description.utf8.count < 40_000)
        #expect(value((0..<1_000_000).lazy.map { $0 }).description.utf8.count < 40_000)
    }
}
