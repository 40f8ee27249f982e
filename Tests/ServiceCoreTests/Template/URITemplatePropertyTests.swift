import ServiceCore
import Testing

/// Properties that hold for every template and every value, over random ones that a seed repeats.
struct URITemplatePropertyTests {
    /// SplitMix64.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }

        mutating func text(upTo count: Int) -> String {
            var text = ""
            for _ in 0..<Int.random(in: 0...count, using: &self) {
                let range: ClosedRange<UInt32> = Bool.random(using: &self) ? 0...0x7F : 0...0x10FFFF
                if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &self)) {
                    text.unicodeScalars.append(scalar)
                }
            }
            return text
        }

        /// Pieces of templates in any order: about every second result is well-formed.
        mutating func template() -> String {
            let pieces = [
                "{x}", "{+x}", "{#l*}", "{.p}", "{/x,l}", "{;p*}", "{?x,l*,p*}", "{&x:2}", "{+x:3}", "/a", "é", "%41",
                "{x}", "/", "x", "{", "}", "*", ":3", "%", ",", " ", "{l:1}",
            ]
            let count = Bool.random(using: &self) ? pieces.count : 13
            return (0..<Int.random(in: 0...6, using: &self)).map { _ in
                pieces[Int.random(in: 0..<count, using: &self)]
            }.joined()
        }
    }

    @Test(arguments: UInt64(0)..<8)
    func plainExpansionDecodesToTheValue(seed: UInt64) throws {
        var generator = Generator(state: seed)
        let template = try URITemplate("{x}")
        for _ in 0..<500 {
            let value = generator.text(upTo: 24)
            let expansion = try template.expand(["x": value])
            let decoded = try #require(PercentEncoding.decode(expansion))
            #expect(Array(decoded.utf8) == Array(value.utf8))
            #expect(expansion.utf8.allSatisfy { $0.isUnreserved || $0 == UInt8(ascii: "%") })
        }
    }

    @Test(arguments: UInt64(0)..<8)
    func everyExpansionIsPartOfAURI(seed: UInt64) throws {
        var generator = Generator(state: seed)
        var expanded = 0
        for _ in 0..<500 {
            let source = generator.template()
            let values: Parameters = [
                "x": generator.text(upTo: 8),
                "l": (0..<3).map { _ in generator.text(upTo: 4) },
                "p": [generator.text(upTo: 4): generator.text(upTo: 4)],
            ]
            do {
                let expansion = try URITemplate(source).expand(values)
                #expect(PercentEncoding.encodeKeepingReserved(expansion) == expansion, "\(source)")
                #expect(isWellEncoded(expansion), "\(source)")
                expanded += 1
            } catch {
                #expect(error.template == source)
                #expect((0...source.unicodeScalars.count).contains(error.position))
                let rest = String(String.UnicodeScalarView(source.unicodeScalars.dropFirst(error.position)))
                #expect(rest.hasPrefix(error.text))
            }
        }
        #expect((100..<500).contains(expanded), "templates of both kinds")
    }

    private func isWellEncoded(_ text: String) -> Bool {
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.prefix(2).count == 2, rest.prefix(2).allSatisfy({ $0.hexadecimalValue != nil }) else {
                    return false
                }
            } else if !byte.isUnreservedOrReserved {
                return false
            }
        }
        return true
    }
}
