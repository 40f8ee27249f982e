/// Which of all bytes have a property: asked for every byte of every text that is described, so it is one look-up and no comparisons.
struct ByteTable: Sendable {
    private let isMember: [Bool]

    init(where condition: (UInt8) -> Bool) {
        isMember = (0...255).map { condition($0) }
    }

    /// The bytes of a text of ASCII.
    init(_ characters: StaticString) {
        let bytes = Set("\(characters)".utf8)
        self.init { bytes.contains($0) }
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool { isMember[Int(byte)] }
}

// The standard library's own searches call a function for each element where a program is not optimized, as in every run of the
// tests. Texts are long, so these do not.
extension [UInt8] {
    /// The first place of a byte, or the end of the range.
    func firstPlace(of byte: UInt8, in range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound, self[index] != byte { index += 1 }
        return index
    }

    /// The first place of a byte that is in a table, or the end of the range.
    func firstPlace(of table: ByteTable, in range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound, !table.contains(self[index]) { index += 1 }
        return index
    }

    /// Whether a byte that is in a table occurs.
    func hasByte(of table: ByteTable) -> Bool { firstPlace(of: table, in: 0..<count) < count }
}
