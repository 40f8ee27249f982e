import Testing
import TestSupport

@testable import ServiceLimits

/// A server may send anything: whatever it is, the parser ends, and takes time in proportion.
struct StructuredFieldRobustnessTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `any text is read or refused`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let alphabet = Array("a1*-.:;,=()\"\\%@? \tA/+üc3".unicodeScalars)
        for _ in 0..<2_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...24, using: &random) {
                if let scalar = alphabet.randomElement(using: &random) { text.append(scalar) }
            }
            let readings: [(String) throws -> Void] = [
                { _ = try StructuredField.item($0) }, { _ = try StructuredField.list($0) },
                { _ = try StructuredField.dictionary($0) },
            ]
            for read in readings {
                do { try read(String(text)) } catch {
                    #expect((error as? StructuredFieldError).map { $0.offset <= text.count * 2 } == true)
                }
            }
        }
    }

    @Test func `long fields`() throws {
        let count = 50_000
        let numbers = (0..<count).map(String.init)
        #expect(try StructuredField.list(numbers.joined(separator: ",")).count == count)
        #expect(try StructuredField.dictionary(numbers.map { "k\($0)" }.joined(separator: ",")).keys.count == count)
        #expect(try StructuredField.item("a" + numbers.map { ";k\($0)" }.joined()).parameters.keys.count == count)
        #expect(throws: StructuredFieldError.self) { try StructuredField.list(String(repeating: "(", count: count)) }
        #expect(throws: StructuredFieldError.self) { try StructuredField.item(String(repeating: "9", count: count)) }
    }
}
