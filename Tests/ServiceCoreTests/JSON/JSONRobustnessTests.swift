import TestSupport
import Testing

@testable import ServiceCore

@Suite("JSONReader with damaged documents")
struct JSONRobustnessTests {
    static let document = Array(
        #"""
        {"id": 21, "name": "Zoë \"Z\" \u00e9\ud83d\ude00", "score": -12.5e-3, "big": 18446744073709551615,
         "tags": ["a", [], {}, [[null]]], "active": true, "gone": false, "nested": {"a": {"b": [1, 2.0, 3e5]}}}
        """#.utf8
    )

    @Test("a document that ends too soon is an error at its end")
    func truncated() throws {
        _ = try JSONReader().read(Self.document)
        for length in 0..<Self.document.count {
            let error = #expect(throws: JSONSyntaxError.self) { try JSONReader().read(Array(Self.document[..<length])) }
            // A character cut in two still lies in a string without an end.
            #expect(error?.code == (length == 0 ? .emptyInput : .unexpectedEnd))
            #expect(error?.offset == length)
        }
    }

    @Test("a document without its beginning is an error or another value, and never more")
    func beheaded() {
        for length in 1..<Self.document.count {
            #expect(throws: JSONSyntaxError.self) { try JSONReader().read(Array(Self.document[length...])) }
        }
    }

    @Test(
        "mutated documents give a value that reads back, or an error within them",
        arguments: [1, 2, 3, 4] as [UInt64]
    )
    func mutated(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let interesting = Array("{}[]\",:\\ue-+.019ntf \n\0".utf8) + [0x80, 0xC3, 0xE2, 0xED, 0xF0, 0xFF]
        var acceptedCount = 0
        for _ in 0..<3_000 {
            var bytes = Self.document
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let position = Int.random(in: 0..<bytes.count, using: &random)
                let byte = interesting.randomElement(using: &random) ?? 0
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[position] = byte
                case 1: bytes.insert(byte, at: position)
                case 2: bytes.remove(at: position)
                case 3: bytes[position] = UInt8.random(in: 0...255, using: &random)
                default: bytes.insert(contentsOf: bytes[position...].prefix(9), at: position)
                }
            }
            do {
                let value = try JSONReader().read(bytes)
                #expect(try JSONReader().read(JSONWriter().write(value)) == value)
                acceptedCount += 1
            } catch {
                let error = try #require(error as? JSONSyntaxError)
                #expect((0...bytes.count).contains(error.offset))
                #expect(error.line >= 1 && error.column >= 1)
            }
        }
        // Both branches were taken.
        #expect((1..<3_000).contains(acceptedCount))
    }
}
